import { Button, NativeSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { countryCodes, countryName, formatMoney, parseDecimal, toDecimal, useUi } from '@haat/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { fieldError } from '../app/problems.ts';
import type { ShippingZone } from '../app/types.ts';
import { GuideForm } from './GuideForm.tsx';
import type { GuidePart } from './GuideForm.tsx';
import { GuideLines } from './GuideLines.tsx';
import { whole } from './productDraft.ts';

/** The server's word for every country. */
const everywhere = '*';

/** Where the first store delivers, at one price each. */
export function GuideShipping({ facts, onDone }: GuidePart) {
  const { t } = useTranslation();
  const { locale } = useUi();
  const client = useStore();
  const { store, zones, settings } = facts;
  const [adding, setAdding] = useState(false);
  if (!store) return <Text size="sm">{t('guide.order_wait')}</Text>;
  const currency = settings.currencies[0] ?? 'USD';
  const describe = (z: ShippingZone) =>
    z.rates
      .map((r) => {
        const tariff = r.tariffs.find((x) => x.currency === currency);
        const say = (amount: number) => formatMoney({ amount, currency }, locale);
        return [r.name, tariff?.bands[0] && say(tariff.bands[0].amount), t('guide.shipping_days', { min: r.days_min, max: r.days_max }), tariff?.free_from != null && t('guide.shipping_free_from', { amount: say(tariff.free_from) })].filter(Boolean).join(' · ');
      })
      .join('; ');
  // A new store ships everywhere at a starting price: that one is edited, until there is more to choose from.
  const only = zones.length === 1 && !adding ? zones[0] : undefined;
  if (only && isSimple(only)) {
    return (
      <Zone
        storeId={store.id}
        currency={currency}
        zone={only}
        onDone={onDone}
        extra={
          <Button variant="default" onClick={() => setAdding(true)}>
            {t('guide.shipping_add')}
          </Button>
        }
      />
    );
  }
  return (
    <Stack gap="md">
      {zones.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('guide.shipping_of', { store: store.name })}
        </Text>
      )}
      <GuideLines lines={zones.map((z) => ({ id: z.id, name: z.name, text: describe(z) }))} remove={(id) => client.shipping.zones.delete(id)} queryKey={['stores']} />
      {zones.length === 0 || adding ? (
        <Zone key="new" storeId={store.id} currency={currency} onDone={onDone} />
      ) : (
        <Button variant="default" onClick={() => setAdding(true)} style={{ alignSelf: 'flex-start' }}>
          {t('guide.shipping_add')}
        </Button>
      )}
    </Stack>
  );
}

/** What this form can say: one country or all, one way of delivery, one price for any weight. */
function isSimple({ places, rates }: ShippingZone): boolean {
  return places.length === 1 && places.every((p) => !p.region && !p.postcode_prefix) && rates.length === 1 && rates.every((r) => r.tariffs.every((x) => x.bands.length === 1));
}

interface ZoneProps {
  readonly storeId: string;
  readonly currency: string;
  /** The one to change; without it one is added. */
  readonly zone?: ShippingZone;
  readonly onDone: () => void;
  readonly extra?: ReactNode;
}

function Zone({ storeId, currency, zone, onDone, extra }: ZoneProps) {
  const { t } = useTranslation();
  const { locale } = useUi();
  const client = useStore();
  const queries = useQueryClient();
  const rate = zone?.rates[0];
  const tariff = rate?.tariffs.find((x) => x.currency === currency);
  const typed = (minor: number | null | undefined) => (minor == null ? '' : toDecimal({ amount: minor, currency }));
  const [form, setForm] = useState({
    country: zone?.places[0]?.country ?? everywhere,
    name: rate?.name ?? t('guide.shipping_standard'),
    price: typed(tariff?.bands[0]?.amount),
    free: typed(tariff?.free_from),
    min: String(rate?.days_min ?? 2),
    max: String(rate?.days_max ?? 5),
  });
  const [tried, setTried] = useState(false);
  const amount = (text: string) => {
    const n = parseDecimal(text, currency);
    return text.trim() === '' || n === null || n < 0 ? null : n;
  };
  const price = amount(form.price);
  const free = form.free.trim() === '' ? undefined : amount(form.free);
  const [min, max] = [whole(form.min), whole(form.max)];
  const days = min !== null && max !== null && min <= max;
  const named = (code: string) => (code === everywhere ? t('guide.shipping_everywhere') : countryName(code, locale));
  const save = useMutation({
    mutationFn: async () => {
      const others = rate?.tariffs.filter((x) => x.currency !== currency) ?? [];
      const tariffs = [{ currency, bands: [{ amount: price ?? 0 }], ...(free == null ? {} : { free_from: free }) }, ...others];
      const body = { name: named(form.country), places: [{ country: form.country }], rates: [{ ...(rate ? { id: rate.id } : {}), name: form.name, active: true, days_min: min ?? 0, days_max: max ?? 0, tariffs }] };
      if (zone) await client.shipping.zones.save(zone.id, body, { ifMatch: `"${zone.version}"` });
      else await client.shipping.zones.create({ store_id: storeId, ...body });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['stores'] });
      onDone();
    },
  });
  const submit = () => {
    setTried(true);
    if (price !== null && free !== null && days) save.mutate();
  };
  const bind = (field: keyof typeof form) => ({ value: form[field], onChange: (e: { currentTarget: { value: string } }) => setForm({ ...form, [field]: e.currentTarget.value }) });
  const wrong = (is: boolean, text: string) => (tried && is ? text : undefined);
  const countries = countryCodes.map((value) => ({ value, label: named(value) })).sort((a, b) => a.label.localeCompare(b.label, locale));
  return (
    <GuideForm text={t('guide.shipping_text')} verb={t('guide.shipping_save')} busy={save.isPending} error={save.error} onSubmit={submit} extra={extra}>
      <NativeSelect label={t('guide.shipping_where')} data={[{ value: everywhere, label: named(everywhere) }, ...countries]} {...bind('country')} />
      <TextInput label={t('guide.shipping_name')} required maxLength={120} {...bind('name')} error={fieldError(save.error, 'rates[0].name')} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput label={t('guide.shipping_price', { currency })} required inputMode="decimal" {...bind('price')} error={wrong(price === null, t('product.problem_price'))} />
        <TextInput label={t('guide.shipping_free')} inputMode="decimal" placeholder={t('guide.shipping_free_hint')} {...bind('free')} error={wrong(free === null, t('product.problem_price'))} />
        <TextInput label={t('guide.shipping_days_min')} required inputMode="numeric" {...bind('min')} error={wrong(!days, t('guide.shipping_days_problem'))} />
        <TextInput label={t('guide.shipping_days_max')} required inputMode="numeric" {...bind('max')} />
      </SimpleGrid>
    </GuideForm>
  );
}
