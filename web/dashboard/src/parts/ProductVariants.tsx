import { Button, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { IconButton, VariantGrid } from '@haat/ui';
import type { GridVariant } from '@haat/ui';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditorPart } from './ProductEditor.tsx';
import { withOptions } from './productDraft.ts';
import type { OptionDraft, VariantDraft } from './productDraft.ts';
import { gridOf, refusedCells, refusedRest, withCells } from './variantCells.ts';
import type { Column } from './variantCells.ts';
import './ProductVariants.css';

type Props = EditorPart & { readonly currency: string };

const mostOptions = 3;

export function ProductVariants(props: Props) {
  const { name } = props.record;
  return (
    <section className="panel">
      <h2>{name('variants')}</h2>
      <Stack gap="md">
        <Options {...props} />
        <Matrix {...props} />
      </Stack>
    </section>
  );
}

function Options({ record: { draft, change, name, locked, errorAt } }: Props) {
  const { t } = useTranslation();
  const set = (options: readonly OptionDraft[]) => change(withOptions(draft, options));
  const edit = (index: number, next: Partial<OptionDraft>) => set(draft.options.map((o, i) => (i === index ? { ...o, ...next } : o)));
  return (
    <Stack gap="xs">
      {draft.options.map((option, i) => (
        <div key={i} className="option-row">
          <TextInput aria-label={t('product.option_name')} placeholder={t('product.option_name_hint')} value={option.name} onChange={(e) => edit(i, { name: e.currentTarget.value })} error={errorAt(`options[${i}].name`)} disabled={locked} />
          <TagsInput
            aria-label={name('options')}
            placeholder={option.values.length === 0 ? t('product.option_values_hint') : undefined}
            value={[...option.values]}
            onChange={(values) => edit(i, { values })}
            error={errorAt(`options[${i}].values`)}
            disabled={locked}
          />
          {!locked && (
            <IconButton label={t('product.remove_option')} icon={<IconTrash size={18} aria-hidden="true" />} onClick={() => set(draft.options.filter((_, n) => n !== i))} />
          )}
        </div>
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

function Matrix({ record, currency }: Props) {
  const { t } = useTranslation();
  const { start, draft, change, name, locked, error, sent } = record;
  const tried = record.tried !== null;
  const columns = useMemo(
    (): readonly Column[] => [
      // An empty form is not scolded before somebody has tried to save it.
      { id: 'price', title: t('product.price', { currency }), kind: 'money', required: tried },
      { id: 'compareAt', title: t('product.compare_at'), kind: 'money' },
      { id: 'stock', title: t('product.stock'), kind: 'count', required: tried },
      { id: 'sku', title: t('product.sku'), kind: 'text' },
      { id: 'weight', title: t('product.weight'), kind: 'count' },
      { id: 'backorder', title: t('product.backorder_short'), kind: 'flag' },
    ],
    [t, currency, tried],
  );
  const saved = useMemo(() => new Map(start.variants.flatMap((v) => (v.id === undefined ? [] : [[v.id, v] as const]))), [start]);
  // A row knows what is saved: with that it is made anew.
  const kept = useMemo(() => new WeakMap<VariantDraft, GridVariant>(), [saved]);
  const variants = useMemo(() => gridOf(draft.variants, saved, kept), [draft.variants, saved, kept]);
  const problems = useMemo(() => refusedCells(error, sent, draft.variants), [error, sent, draft.variants]);
  return (
    <>
      {refusedRest(error).map((text) => (
        <Text key={text} size="sm" c="red" role="alert">
          {text}
        </Text>
      ))}
      <VariantGrid
        label={name('variants')}
        options={draft.options.filter((o) => o.name.trim() !== '' && o.values.length > 0).map((o) => o.name)}
        variants={variants}
        currency={currency}
        columns={columns}
        onChange={(changes) => change((now) => ({ variants: withCells(now.variants, changes) }))}
        problems={problems}
        disabled={locked}
      />
    </>
  );
}
