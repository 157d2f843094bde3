import { Anchor, Button, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { PageHeader, ProblemNotice, StatusBadge } from '@haat/ui';
import { IconExternalLink } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { word } from '../app/i18n.ts';
import { TextLink } from '../app/LinkButton.tsx';
import { told } from '../app/notify.ts';
import { fieldError, isStatus, readable } from '../app/problems.ts';
import { useSession } from '../app/session.ts';
import type { Store } from '../app/types.ts';
import { NotFound, RoutePending } from '../parts/RouteStates.tsx';

export function StorePage() {
  const { id } = useParams({ from: '/inside/stores/$id' });
  const store = useStore();
  const query = useQuery({ queryKey: ['store', id], queryFn: ({ signal }) => store.stores.get(id, { signal }) });
  if (isStatus(query.error, 404)) return <NotFound />;
  if (!query.data) return query.error ? <ProblemNotice error={readable(query.error)} onRetry={() => void query.refetch()} /> : <RoutePending />;
  return <StoreForm key={query.data.version} saved={query.data} />;
}

function StoreForm({ saved }: { readonly saved: Store }) {
  const { t } = useTranslation();
  const { can } = useSession();
  const store = useStore();
  const queries = useQueryClient();
  const start = { name: saved.name, description: saved.description, email: saved.email, status: saved.status, shipping: saved.policies.shipping, returns: saved.policies.returns };
  const [form, setForm] = useState(start);
  const save = useMutation({
    mutationFn: () => {
      const { shipping, returns, ...rest } = form;
      return store.stores.update(saved.id, { ...rest, policies: { shipping, returns } }, { ifMatch: `"${saved.version}"` });
    },
    onSuccess: async (next) => {
      queries.setQueryData(['store', saved.id], next);
      await queries.invalidateQueries({ queryKey: ['stores'] });
      told(t('store.saved'));
    },
  });
  const locked = !can('stores.write');
  const dirty = JSON.stringify(form) !== JSON.stringify(start);
  const bind = (field: keyof typeof form, path: string = field) => ({
    value: form[field],
    onChange: (e: { currentTarget: { value: string } }) => setForm({ ...form, [field]: e.currentTarget.value } as typeof form),
    error: fieldError(save.error, path),
    disabled: locked,
  });
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        save.mutate();
      }}
    >
      <PageHeader
        title={<bdi>{saved.name}</bdi>}
        back={
          <TextLink to="/stores" search={{}}>
            {t('nav.stores')}
          </TextLink>
        }
        badges={<StatusBadge status={saved.status} label={word('status', saved.status)} />}
        description={
          <Anchor href={`/stores/${saved.handle}`} target="_blank" rel="noreferrer" size="sm">
            {t('store.visit')} <IconExternalLink size={14} aria-hidden="true" />
          </Anchor>
        }
        actions={
          !locked && (
            <Button type="submit" disabled={!dirty} loading={save.isPending}>
              {t('store.save')}
            </Button>
          )
        }
      />
      <Stack gap="md">
        <ProblemNotice error={readable(save.error)} />
        <div className="record">
          <section className="panel">
            <h2>{t('store.about')}</h2>
            <Stack gap="sm">
              <TextInput label={t('stores.name')} required {...bind('name')} />
              <Textarea label={t('store.description')} autosize minRows={3} {...bind('description')} />
              <TextInput label={t('stores.email')} type="email" {...bind('email')} />
              <NativeSelect label={t('stores.status')} data={['active', 'paused', 'closed'].map((value) => ({ value, label: word('status', value) }))} {...bind('status')} />
            </Stack>
          </section>
          <section className="panel">
            <h2>{t('store.policies')}</h2>
            <Stack gap="sm">
              <Textarea label={t('store.shipping_policy')} autosize minRows={4} {...bind('shipping', 'policies.shipping')} />
              <Textarea label={t('store.returns_policy')} autosize minRows={4} {...bind('returns', 'policies.returns')} />
            </Stack>
          </section>
        </div>
      </Stack>
    </form>
  );
}
