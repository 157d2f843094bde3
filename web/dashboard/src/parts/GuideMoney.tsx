import { Button, Checkbox, NativeSelect, Radio, Stack, TextInput } from '@mantine/core';
import { countryCodes, countryName, parseDecimal, useUi } from '@haat/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { fieldError } from '../app/problems.ts';
import { GuideForm } from './GuideForm.tsx';
import type { GuidePart } from './GuideForm.tsx';
import { GuideLines } from './GuideLines.tsx';

/** The currency prices are entered in, and the first tax. */
export function GuideMoney({ facts: { settings, taxes }, onDone }: GuidePart) {
  const { t } = useTranslation();
  const { locale } = useUi();
  const client = useStore();
  const queries = useQueryClient();
  const first = settings.regions[0];
  const [adding, setAdding] = useState(taxes.length === 0);
  const [form, setForm] = useState({ currency: settings.currencies[0] ?? 'USD', taxed: true, country: ownCountry(), name: '', percent: '', included: first?.prices_include_tax ?? false, delivery: true });
  const [tried, setTried] = useState(false);
  const rate = rateOf(form.percent);
  const charges = adding && form.taxed;
  const save = useMutation({
    mutationFn: async () => {
      const others = settings.regions.slice(1).map((r) => r.currency);
      const currencies = [form.currency, ...settings.currencies.filter((c) => c !== form.currency && others.includes(c))];
      const regions = settings.regions.map((r, i) => (i === 0 ? { ...r, currency: form.currency, prices_include_tax: form.included } : r));
      queries.setQueryData(['settings'], await client.settings.update({ currencies, regions }, { ifMatch: `"${settings.version}"` }));
      if (!adding) return;
      // A zone without rates says that there is no tax: that was decided, not forgotten.
      if (!form.taxed) await client.tax.zones.create({ name: t('guide.money_none'), areas: [{}], rates: [] });
      else await client.tax.zones.create({ name: countryName(form.country, locale), areas: [{ country: form.country }], rates: [{ name: form.name, rate: rate ?? '', category: 'standard', reason: 'standard', shipping: form.delivery }] });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['taxes'] });
      onDone();
    },
    // What was saved before the rest failed has another version now.
    onError: () => queries.invalidateQueries({ queryKey: ['settings'] }),
  });
  const submit = () => {
    setTried(true);
    if (!charges || rate !== null) save.mutate();
  };
  const countries = countryCodes.map((value) => ({ value, label: countryName(value, locale) })).sort((a, b) => a.label.localeCompare(b.label, locale));
  return (
    <Stack gap="md">
      <GuideLines
        lines={taxes.map((z) => ({ id: z.id, name: z.name, text: z.rates.map((r) => `${r.name} ${percentOf(r.rate)}`).join(', ') || t('guide.money_none') }))}
        remove={(id) => client.tax.zones.delete(id)}
        queryKey={['taxes']}
      />
      <GuideForm
        text={t('guide.money_text')}
        verb={t('guide.money_save')}
        busy={save.isPending}
        error={save.error}
        onSubmit={submit}
        extra={
          !adding && (
            <Button variant="default" onClick={() => setAdding(true)}>
              {t('guide.money_add')}
            </Button>
          )
        }
      >
        <NativeSelect label={t('guide.money_currency')} description={t('guide.money_currency_hint')} value={form.currency} onChange={(e) => setForm({ ...form, currency: e.currentTarget.value })} data={currencies(locale, form.currency)} error={fieldError(save.error, 'currencies[0]')} />
        {adding && (
          <Radio.Group value={form.taxed ? 'yes' : 'no'} onChange={(v) => setForm({ ...form, taxed: v === 'yes' })} aria-label={t('guide.money')}>
            <Stack gap="xs">
              <Radio value="yes" label={t('guide.money_taxed')} />
              <Radio value="no" label={t('guide.money_untaxed')} />
            </Stack>
          </Radio.Group>
        )}
        {charges && (
          <>
            <NativeSelect label={t('guide.money_where')} value={form.country} onChange={(e) => setForm({ ...form, country: e.currentTarget.value })} data={countries} />
            <TextInput label={t('guide.money_rate')} description={t('guide.money_rate_hint')} required maxLength={120} value={form.name} onChange={(e) => setForm({ ...form, name: e.currentTarget.value })} error={fieldError(save.error, 'rates[0].name')} />
            <TextInput label={t('guide.money_percent')} required inputMode="decimal" value={form.percent} onChange={(e) => setForm({ ...form, percent: e.currentTarget.value })} error={(tried && rate === null && t('guide.money_percent_problem')) || fieldError(save.error, 'rates[0].rate')} />
            <Checkbox label={t('guide.money_delivery')} checked={form.delivery} onChange={(e) => setForm({ ...form, delivery: e.currentTarget.checked })} />
          </>
        )}
        {(charges || taxes.some((z) => z.rates.length > 0)) && <Checkbox label={t('guide.money_included')} checked={form.included} onChange={(e) => setForm({ ...form, included: e.currentTarget.checked })} />}
      </GuideForm>
    </Stack>
  );
}

/** A guess from the browser's language; the select says it, so a wrong one is seen. */
function ownCountry(): string {
  const region = new Intl.Locale(navigator.language).maximize().region ?? '';
  return countryCodes.includes(region) ? region : 'US';
}

function currencies(locale: string, own: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames([locale, 'en'], { type: 'currency' });
  return [...new Set([own, ...Intl.supportedValuesOf('currency')])].sort().map((value) => ({ value, label: `${value} – ${names.of(value) ?? value}` }));
}

/** "8.25" per cent as the decimal 0.0825, or null. A currency of four decimals reads it exactly, in the digits of every script. */
export function rateOf(percent: string): string | null {
  const parts = parseDecimal(percent, 'CLF');
  return parts === null || parts < 0 || parts > 100_0000 ? null : (parts / 100_0000).toFixed(6);
}

export function percentOf(rate: string | number): string {
  return `${Number((Number(rate) * 100).toFixed(4))} %`;
}
