import { Box, Button, NativeSelect, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import { countryName, PageHeader, ProblemNotice } from '@haat/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { told } from '../app/notify.ts';
import { fieldError, isStatus, readable } from '../app/problems.ts';
import { useSession } from '../app/session.ts';
import type { Settings } from '../app/types.ts';
import { useDraft } from '../app/useDraft.ts';
import { DemoPanel } from '../parts/DemoPanel.tsx';
import { LeaveGuard } from '../parts/LeaveGuard.tsx';
import { MergedNotice } from '../parts/MergedNotice.tsx';
import { WithSettings } from '../parts/WithSettings.tsx';

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

function SettingsForm({ saved }: { readonly saved: Settings }) {
  const { t } = useTranslation();
  const { can } = useSession();
  const store = useStore();
  const queries = useQueryClient();
  const start = {
    name: saved.name,
    support_email: saved.support_email,
    time_zone: saved.time_zone,
    currencies: [...saved.currencies],
    locales: [...saved.locales],
    tax_rounding: saved.tax_rounding,
    bank_details: saved.bank_details,
  };
  const { form, change, dirty, version, merged, landed } = useDraft(saved.version, start);
  const save = useMutation({
    mutationFn: (sent: typeof form) => store.settings.update(sent, { ifMatch: `"${version}"` }),
    onSuccess: (next, sent) => {
      landed(sent);
      queries.setQueryData(['settings'], next);
      told(t('settings.saved'));
    },
    onError: (error) => void (isStatus(error, 412) && queries.invalidateQueries({ queryKey: ['settings'] })),
  });
  const locked = !can('settings.write');
  const text = (field: 'name' | 'support_email' | 'time_zone') => ({
    value: form[field],
    onChange: (e: { currentTarget: { value: string } }) => change({ [field]: e.currentTarget.value }),
    error: fieldError(save.error, field),
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
        title={t('nav.settings')}
        actions={
          !locked && (
            <Button type="submit" disabled={!dirty} loading={save.isPending}>
              {t('settings.save')}
            </Button>
          )
        }
      />
      <Stack gap="md" maw={640}>
        <MergedNotice when={merged} />
        {!isStatus(save.error, 412) && <ProblemNotice error={readable(save.error)} />}
        <section className="panel">
          <h2>{t('settings.platform')}</h2>
          <Stack gap="sm">
            <TextInput label={t('settings.name')} required {...text('name')} />
            <TextInput label={t('settings.support_email')} type="email" {...text('support_email')} />
            <TextInput label={t('settings.time_zone')} description={t('settings.time_zone_hint')} {...text('time_zone')} />
          </Stack>
        </section>
        <section className="panel">
          <h2>{t('settings.money')}</h2>
          <Stack gap="sm">
            <TagsInput label={t('settings.currencies')} description={t('settings.currencies_hint')} value={form.currencies} onChange={(v) => change({ currencies: v.map((c) => c.toUpperCase()) })} error={fieldError(save.error, 'currencies')} disabled={locked} />
            <TagsInput label={t('settings.locales')} value={form.locales} onChange={(locales) => change({ locales })} error={fieldError(save.error, 'locales')} disabled={locked} />
            <NativeSelect
              label={t('settings.tax_rounding')}
              value={form.tax_rounding}
              onChange={(e) => change({ tax_rounding: e.currentTarget.value as Settings['tax_rounding'] })}
              data={[
                { value: 'line', label: t('settings.rounding_line') },
                { value: 'total', label: t('settings.rounding_total') },
              ]}
              disabled={locked}
            />
            <Textarea
              label={t('settings.bank_details')}
              description={t('settings.bank_details_hint')}
              value={form.bank_details}
              onChange={(e) => change({ bank_details: e.currentTarget.value })}
              error={fieldError(save.error, 'bank_details')}
              disabled={locked}
              maxLength={1000}
              autosize
              minRows={2}
            />
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
      <LeaveGuard when={dirty} />
    </form>
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
