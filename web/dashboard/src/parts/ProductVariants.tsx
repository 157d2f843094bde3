import { ActionIcon, Button, Group, Stack, Switch, TagsInput, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { EditorPart } from './ProductEditor.tsx';
import { withOptions } from './productDraft.ts';
import type { OptionDraft, VariantDraft } from './productDraft.ts';

type Props = EditorPart & { readonly currency: string };

const mostOptions = 3;

export function ProductVariants(props: Props) {
  const { t } = useTranslation();
  return (
    <section className="panel">
      <h2>{t('product.variants')}</h2>
      <Stack gap="md">
        <Options {...props} />
        <Table {...props} />
      </Stack>
    </section>
  );
}

function Options({ draft, change, locked, errorAt }: Props) {
  const { t } = useTranslation();
  const set = (options: readonly OptionDraft[]) => change(withOptions(draft, options));
  const edit = (index: number, next: Partial<OptionDraft>) => set(draft.options.map((o, i) => (i === index ? { ...o, ...next } : o)));
  return (
    <Stack gap="xs">
      {draft.options.map((option, i) => (
        <Group key={i} align="flex-start" wrap="nowrap" gap="xs">
          <TextInput aria-label={t('product.option_name')} placeholder={t('product.option_name_hint')} value={option.name} onChange={(e) => edit(i, { name: e.currentTarget.value })} error={errorAt(`options[${i}].name`)} disabled={locked} w={140} />
          <TagsInput
            aria-label={t('product.option_values')}
            placeholder={option.values.length === 0 ? t('product.option_values_hint') : undefined}
            value={[...option.values]}
            onChange={(values) => edit(i, { values })}
            error={errorAt(`options[${i}].values`)}
            disabled={locked}
            flex={1}
            miw={0}
          />
          {!locked && (
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('product.remove_option')} onClick={() => set(draft.options.filter((_, n) => n !== i))}>
              <IconTrash size={16} />
            </ActionIcon>
          )}
        </Group>
      ))}
      {!locked && draft.options.length < mostOptions && (
        <Button variant="subtle" size="xs" leftSection={<IconPlus size={14} />} onClick={() => set([...draft.options, { name: '', values: [] }])} style={{ alignSelf: 'flex-start' }}>
          {t('product.add_option')}
        </Button>
      )}
      {draft.options.length === 0 && (
        <Text size="xs" c="dimmed">
          {t('product.options_hint')}
        </Text>
      )}
    </Stack>
  );
}

function Table(props: Props) {
  const { t } = useTranslation();
  const { draft, currency } = props;
  const named = draft.variants.length > 1 || draft.options.length > 0;
  return (
    <div className="variants">
      <table>
        <thead>
          <tr>
            {named && <th scope="col">{t('product.variant')}</th>}
            <th scope="col">{t('product.price', { currency })}</th>
            <th scope="col">{t('product.compare_at')}</th>
            <th scope="col">{t('product.stock')}</th>
            <th scope="col">{t('product.sku')}</th>
            <th scope="col">{t('product.weight')}</th>
            <th scope="col">{t('product.backorder_short')}</th>
          </tr>
        </thead>
        <tbody>
          {draft.variants.map((variant, i) => (
            <Row key={variant.id ?? variant.values.join('|')} {...props} variant={variant} index={i} named={named} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = Props & { readonly variant: VariantDraft; readonly index: number; readonly named: boolean };

function Row({ draft, change, errorAt, locked, variant, index, named }: RowProps) {
  const { t } = useTranslation();
  const name = variant.values.join(' / ') || t('product.only_variant');
  const edit = (next: Partial<VariantDraft>) => change({ variants: draft.variants.map((v, i) => (i === index ? { ...v, ...next } : v)) });
  const input = (field: 'price' | 'compareAt' | 'stock' | 'sku' | 'weight', label: string, path: string, numeric = true) => (
    <TextInput
      aria-label={`${label}: ${name}`}
      value={variant[field]}
      onChange={(e) => edit({ [field]: e.currentTarget.value })}
      error={errorAt(`variants[${index}].${field}`, `variants[${index}].${path}`)}
      disabled={locked}
      inputMode={numeric ? 'decimal' : 'text'}
      size="sm"
    />
  );
  return (
    <tr>
      {named && <td>{name}</td>}
      <td>{input('price', t('product.price_short'), 'prices[0].amount')}</td>
      <td>{input('compareAt', t('product.compare_at'), 'prices[0].compare_at')}</td>
      <td>{input('stock', t('product.stock'), 'stock')}</td>
      <td>{input('sku', t('product.sku'), 'sku', false)}</td>
      <td>{input('weight', t('product.weight'), 'weight_grams')}</td>
      <td>
        <Switch mt={8} aria-label={`${t('product.backorder')}: ${name}`} checked={variant.backorder} onChange={(e) => edit({ backorder: e.currentTarget.checked })} disabled={locked} />
      </td>
    </tr>
  );
}
