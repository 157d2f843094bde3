import { Anchor, Button, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { AddressForm, PageHeader, ProblemNotice, StatusBadge } from '@haat/ui';
import type { AddressField } from '@haat/ui';
import { IconExternalLink } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { word } from '../app/i18n.ts';
import { TextLink } from '../app/LinkButton.tsx';
import { told } from '../app/notify.ts';
import { fieldError, isStatus, readable } from '../app/problems.ts';
import { useSession } from '../app/session.ts';
import type { Store } from '../app/types.ts';
import { useDraft } from '../app/useDraft.ts';
import { LeaveGuard } from '../parts/LeaveGuard.tsx';
import { MergedNotice } from '../parts/MergedNotice.tsx';
import { PictureChoice, usePictures } from '../parts/PictureChoice.tsx';
import { NotFound, RoutePending } from '../parts/RouteStates.tsx';

export function StorePage() {
  const { id } = useParams({ from: '/inside/stores/$id' });
  const store = useStore();
  const query = useQuery({ queryKey: ['store', id], queryFn: ({ signal }) => store.stores.get(id, { signal }) });
  if (isStatus(query.error, 404)) return <NotFound />;
  if (!query.data) return query.error ? <ProblemNotice error={readable(query.error)} onRetry={() => void query.refetch()} /> : <RoutePending />;
  return <StoreForm key={id} saved={query.data} />;
}

const placeFields: readonly AddressField[] = ['country', 'line1', 'line2', 'city', 'region', 'postcode'];

function StoreForm({ saved }: { readonly saved: Store }) {
  const { t } = useTranslation();
  const { can } = useSession();
  const store = useStore();
  const queries = useQueryClient();
  const start = {
    name: saved.name,
    description: saved.description,
    email: saved.email,
    phone: saved.phone,
    logo_url: saved.logo_url,
    status: saved.status,
    address: saved.address,
    shipping: saved.policies.shipping,
    returns: saved.policies.returns,
  };
  const { form, change, dirty, version, merged, landed } = useDraft(saved.version, start);
  const save = useMutation({
    mutationFn: (sent: typeof form) => {
      const { shipping, returns, ...rest } = sent;
      return store.stores.update(saved.id, { ...rest, policies: { shipping, returns } }, { ifMatch: `"${version}"` });
    },
    onSuccess: async (next, sent) => {
      landed(sent);
      queries.setQueryData(['store', saved.id], next);
      await queries.invalidateQueries({ queryKey: ['stores'] });
      told(t('store.saved'));
    },
    onError: (error) => void (isStatus(error, 412) && queries.invalidateQueries({ queryKey: ['store', saved.id] })),
  });
  const locked = !can('stores.write');
  const pictures = usePictures([{ url: saved.logo_url }]);
  const bind = (field: Exclude<keyof typeof form, 'address'>, path: string = field) => ({
    value: form[field],
    onChange: (e: { currentTarget: { value: string } }) => change({ [field]: e.currentTarget.value }),
    error: fieldError(save.error, path),
    disabled: locked,
  });
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        save.mutate(form);
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
            <Button type="submit" disabled={!dirty || pictures.sending} loading={save.isPending}>
              {t('store.save')}
            </Button>
          )
        }
      />
      <Stack gap="md">
        <MergedNotice when={merged} />
        {!isStatus(save.error, 412) && <ProblemNotice error={readable(save.error)} />}
        <div className="record">
          <section className="panel">
            <h2>{t('store.about')}</h2>
            <Stack gap="sm">
              <TextInput label={t('stores.name')} required {...bind('name')} />
              <Textarea label={t('store.description')} autosize minRows={3} {...bind('description')} />
              <PictureChoice
                label={t('store.logo')}
                hint={t('store.logo_hint')}
                value={pictures.pictureAt(form.logo_url)}
                onChange={({ url }) => change({ logo_url: url })}
                error={fieldError(save.error, 'logo_url')}
                pictures={pictures}
                locked={locked}
                logo="light"
              />
              <TextInput label={t('stores.email')} type="email" {...bind('email')} />
              <TextInput label={t('store.phone')} type="tel" {...bind('phone')} />
              <NativeSelect label={t('stores.status')} data={['active', 'paused', 'closed'].map((value) => ({ value, label: word('status', value) }))} {...bind('status')} />
            </Stack>
          </section>
          <div className="record-column">
            <section className="panel">
              <h2>{t('store.place')}</h2>
              <Stack gap="sm">
                <Text size="sm" c="dimmed">
                  {t('store.place_hint')}
                </Text>
                <AddressForm
                  value={form.address}
                  onChange={(place) => change({ address: { ...form.address, ...Object.fromEntries(placeFields.map((field) => [field, place[field] ?? ''])) } })}
                  errors={Object.fromEntries(placeFields.map((field) => [field, fieldError(save.error, `address.${field}`)]))}
                  disabled={locked}
                  placeOnly
                />
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
        </div>
      </Stack>
      <LeaveGuard when={dirty || pictures.sending} />
    </form>
  );
}
