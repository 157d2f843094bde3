import { Box, NativeSelect, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import { countryName } from '@haat/ui';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { useSession } from '../app/session.ts';
import type { Settings } from '../app/types.ts';
import { DemoPanel } from '../parts/DemoPanel.tsx';
import { RecordForm } from '../parts/RecordForm.tsx';
import { filled, useRecord } from '../parts/useRecord.ts';
import { useSettingsRecord, WithSettings } from '../parts/WithSettings.tsx';

export function SettingsPage() {
  const { can } = useSession();
  return (
    <WithSettings>
      {(saved) => (
        <>
          <SettingsForm saved={saved} />
          {saved.demo && can('demo.remove') && (
            <Box maw={640} mt="md">
              <DemoPanel />
            </Box>
          )}
        </>
      )}
    </WithSettings>
  );
}

function draftOf({ name, support_email, time_zone, currencies, locales, tax_rounding, bank_details }: Settings) {
  return { name, support_email, time_zone, currencies, locales, tax_rounding, bank_details };
}

function useShopRecord(saved: Settings, rounding: Readonly<Record<Settings['tax_rounding'], string>>) {
  const { t } = useTranslation();
  const store = useStore();
  return useRecord({
    ...useSettingsRecord(saved),
    draftOf,
    send: (draft, base) => store.settings.update(draft, { ifMatch: `"${base.version}"` }),
    names: {
      name: t('settings.name'),
      support_email: t('settings.support_email'),
      time_zone: t('settings.time_zone'),
      currencies: t('settings.currencies'),
      locales: t('settings.locales'),
      tax_rounding: t('settings.tax_rounding'),
      bank_details: t('settings.bank_details'),
    },
    says: { tax_rounding: (value: Settings['tax_rounding']) => rounding[value] },
    problems: filled('name'),
    message: t('settings.saved'),
  });
}

function SettingsForm({ saved }: { readonly saved: Settings }) {
  const { t } = useTranslation();
  const rounding = { line: t('settings.rounding_line'), total: t('settings.rounding_total') };
  const record = useShopRecord(saved, rounding);
  const { draft, change, errorAt, name, text, locked } = record;
  return (
    <RecordForm record={record} title={t('nav.settings')}>
      <Stack gap="md" maw={640}>
        <section className="panel">
          <h2>{t('settings.platform')}</h2>
          <Stack gap="sm">
            <TextInput required {...text('name')} />
            <TextInput type="email" {...text('support_email')} />
            <TextInput description={t('settings.time_zone_hint')} {...text('time_zone')} />
          </Stack>
        </section>
        <section className="panel">
          <h2>{t('settings.money')}</h2>
          <Stack gap="sm">
            <TagsInput label={name('currencies')} description={t('settings.currencies_hint')} value={draft.currencies} onChange={(v) => change({ currencies: v.map((c) => c.toUpperCase()) })} error={errorAt('currencies')} disabled={locked} />
            <TagsInput label={name('locales')} value={draft.locales} onChange={(locales) => change({ locales })} error={errorAt('locales')} disabled={locked} />
            <NativeSelect data={Object.entries(rounding).map(([value, label]) => ({ value, label }))} {...text('tax_rounding')} />
            <Textarea description={t('settings.bank_details_hint')} maxLength={1000} autosize minRows={2} {...text('bank_details')} />
          </Stack>
        </section>
        <section className="panel">
          <h2>{t('settings.regions')}</h2>
          <ul className="lines">
            {saved.regions.map((r) => (
              <li key={r.id}>
                <div className="lines-main">
                  {r.name}
                  <div className="lines-sub"><Countries codes={r.countries} /></div>
                </div>
                <div className="lines-end">
                  {r.currency} · {r.prices_include_tax ? t('settings.tax_inclusive') : t('settings.tax_exclusive')}
                </div>
              </li>
            ))}
          </ul>
        </section>
      </Stack>
    </RecordForm>
  );
}

/** Beyond this many countries nobody reads their names. */
const mostNamed = 6;

function Countries({ codes }: { codes: readonly string[] }) {
  const { t, i18n } = useTranslation();
  if (codes.length === 0) return t('settings.all_countries');
  if (codes.length > mostNamed) return t('settings.countries', { count: codes.length });
  return new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(codes.map((code) => countryName(code, i18n.language)));
}
