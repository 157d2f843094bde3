import { NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { AddressForm, countryName, ProblemNotice, StatusBadge } from '@haat/ui';
import type { AddressField } from '@haat/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { word } from '../app/i18n.ts';
import { TextLink } from '../app/LinkButton.tsx';
import { isStatus, readable } from '../app/problems.ts';
import { useSession } from '../app/session.ts';
import type { Store } from '../app/types.ts';
import { PictureChoice, usePictures } from '../parts/PictureChoice.tsx';
import { RecordForm } from '../parts/RecordForm.tsx';
import { NotFound, RoutePending } from '../parts/RouteStates.tsx';
import { filled, useRecord } from '../parts/useRecord.ts';

export function StorePage() {
  const { id } = useParams({ from: '/inside/stores/$id' });
  const store = useStore();
  const query = useQuery({ queryKey: ['store', id], queryFn: ({ signal }) => store.stores.get(id, { signal }) });
  if (isStatus(query.error, 404)) return <NotFound />;
  if (!query.data) return query.error ? <ProblemNotice error={readable(query.error)} onRetry={() => void query.refetch()} /> : <RoutePending />;
  return <StoreForm key={id} saved={query.data} />;
}

const placeFields: readonly AddressField[] = ['country', 'line1', 'line2', 'city', 'region', 'postcode'];

function draftOf({ name, description, email, phone, logo_url, status, address, policies }: Store) {
  return { name, description, email, phone, logo_url, status, address, policies };
}

function useStoreRecord(saved: Store) {
  const { t, i18n } = useTranslation();
  const { can } = useSession();
  const store = useStore();
  return useRecord({
    saved,
    draftOf,
    send: (draft, base) => store.stores.update(base.id, draft, { ifMatch: `"${base.version}"` }),
    load: ({ id }) => store.stores.get(id),
    key: ({ id }) => ['store', id],
    names: {
      name: t('stores.name'),
      description: t('store.description'),
      email: t('stores.email'),
      phone: t('store.phone'),
      logo_url: t('store.logo'),
      status: t('stores.status'),
      address: t('store.place'),
      'policies.shipping': t('store.shipping_policy'),
      'policies.returns': t('store.returns_policy'),
    },
    says: { status: (value: string) => word('status', value), 'address.country': (code: string) => countryName(code, i18n.language) },
    problems: filled('name'),
    message: t('store.saved'),
    lists: ['stores'],
    locked: !can('stores.write'),
  });
}

function StoreForm({ saved }: { readonly saved: Store }) {
  const { t } = useTranslation();
  const record = useStoreRecord(saved);
  const { base, draft, change, errorAt, name, text, locked } = record;
  const pictures = usePictures([{ url: base.logo_url }]);
  return (
    <RecordForm
      record={record}
      title={<bdi>{base.name}</bdi>}
      back={
        <TextLink to="/stores" search={{}}>
          {t('nav.stores')}
        </TextLink>
      }
      badges={<StatusBadge status={base.status} label={word('status', base.status)} />}
      seen={`/stores/${base.handle}`}
      sending={pictures.sending}
    >
      <div className="record">
        <section className="panel">
          <h2>{t('store.about')}</h2>
          <Stack gap="sm">
            <TextInput required {...text('name')} />
            <Textarea autosize minRows={3} {...text('description')} />
            <PictureChoice
              label={name('logo_url')}
              hint={t('store.logo_hint')}
              value={pictures.pictureAt(draft.logo_url)}
              onChange={({ url }) => change({ logo_url: url })}
              error={errorAt('logo_url')}
              pictures={pictures}
              locked={locked}
              logo="light"
            />
            <TextInput type="email" {...text('email')} />
            <TextInput type="tel" {...text('phone')} />
            <NativeSelect data={['active', 'paused', 'closed'].map((value) => ({ value, label: word('status', value) }))} {...text('status')} />
          </Stack>
        </section>
        <div className="record-column">
          <Place record={record} />
          <section className="panel">
            <h2>{t('store.policies')}</h2>
            <Stack gap="sm">
              <Textarea autosize minRows={4} {...text('policies.shipping')} />
              <Textarea autosize minRows={4} {...text('policies.returns')} />
            </Stack>
          </section>
        </div>
      </div>
    </RecordForm>
  );
}

function Place({ record: { draft, change, errorAt, locked } }: { readonly record: ReturnType<typeof useStoreRecord> }) {
  const { t } = useTranslation();
  return (
    <section className="panel">
      <h2>{t('store.place')}</h2>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('store.place_hint')}
        </Text>
        <AddressForm
          value={draft.address}
          onChange={(place) => change({ address: { ...draft.address, ...Object.fromEntries(placeFields.map((field) => [field, place[field] ?? ''])) } })}
          errors={Object.fromEntries(placeFields.map((field) => [field, errorAt(`address.${field}`)]))}
          disabled={locked}
          placeOnly
        />
      </Stack>
    </section>
  );
}
