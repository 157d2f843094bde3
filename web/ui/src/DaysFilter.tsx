import { NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { isPreset, openSpan, spanOf, spanText } from './days.ts';
import type { DayPreset } from './days.ts';
import { useUi } from './texts.tsx';
import type { UiText } from './texts.tsx';

const names: Readonly<Record<DayPreset, UiText>> = { today: 'ui.filter.today', '7d': 'ui.filter.days_7', '30d': 'ui.filter.days_30', month: 'ui.filter.month' };

interface Props {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
}

/** The last days, this month, or from one day to another. What it says is read by `between`. */
export function DaysFilter({ label, value, onChange }: Props) {
  const { say } = useUi();
  const span = spanOf(value);
  const chosen = isPreset(value) ? value : span ? openSpan : '';
  const fields = useRef<HTMLSpanElement>(null);
  const opened = useRef(span !== null);
  // What was said last: the address bar, where the value comes from, may be a moment behind two fields filled at once.
  const told = useRef(value);
  useEffect(() => {
    told.current = value;
  }, [value]);
  const tell = (part: { readonly from?: string; readonly to?: string }) => {
    told.current = spanText({ from: '', to: '', ...(spanOf(told.current) ?? span), ...part });
    onChange(told.current);
  };
  // On a phone the filters are a strip, and what has just come stands behind its edge.
  useEffect(() => {
    if (span !== null && !opened.current) fields.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    opened.current = span !== null;
  }, [span]);
  return (
    <>
      <NativeSelect
        size="sm"
        aria-label={label}
        data-active={chosen === '' ? undefined : true}
        value={chosen}
        onChange={(e) => onChange(e.currentTarget.value)}
        data={[
          { value: '', label: `${label}: ${say('ui.filter.any')}` },
          ...Object.entries(names).map(([preset, text]) => ({ value: preset, label: say(text) })),
          { value: openSpan, label: say('ui.filter.span') },
        ]}
      />
      {span && (
        <span className="haat-filters-span" ref={fields} role="group" aria-label={label}>
          <TextInput type="date" size="sm" aria-label={say('ui.filter.from')} value={span.from} max={span.to || undefined} onChange={(e) => tell({ from: e.currentTarget.value })} />
          <span aria-hidden="true">–</span>
          <TextInput type="date" size="sm" aria-label={say('ui.filter.to')} value={span.to} min={span.from || undefined} onChange={(e) => tell({ to: e.currentTarget.value })} />
        </span>
      )}
    </>
  );
}
