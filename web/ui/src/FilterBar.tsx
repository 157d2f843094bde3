import './screens.css';

import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { DaysFilter } from './DaysFilter.tsx';
import { useUi } from './texts.tsx';

export interface FilterDef {
  readonly name: string;
  readonly label: string;
  readonly kind?: 'select' | 'date' | 'days';
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}

export type FilterValues = Readonly<Record<string, string | undefined>>;

interface Props {
  readonly filters: readonly FilterDef[];
  readonly values: FilterValues;
  readonly onChange: (next: FilterValues) => void;
  /** The name of the search value; absent means no search box. */
  readonly search?: string;
  readonly searchLabel?: string;
  readonly children?: ReactNode;
}

/** Search and filters of a list. The values live with the caller (in the address bar). */
export function FilterBar({ filters, values, onChange, search, searchLabel, children }: Props) {
  const { say } = useUi();
  const set = (name: string, value: string) => onChange({ ...values, [name]: value === '' ? undefined : value });
  const names = search === undefined ? filters.map((f) => f.name) : [search, ...filters.map((f) => f.name)];
  const active = names.some((name) => values[name]);
  return (
    <div className="haat-filters" role="search">
      {search !== undefined && <SearchBox value={values[search] ?? ''} label={searchLabel ?? say('ui.filter.search')} onChange={(v) => set(search, v)} />}
      {filters.map((f) =>
        f.kind === 'days' ? (
          <DaysFilter key={f.name} label={f.label} value={values[f.name]} onChange={(v) => set(f.name, v)} />
        ) : f.kind === 'date' ? (
          <TextInput key={f.name} type="date" size="sm" aria-label={f.label} title={f.label} value={values[f.name] ?? ''} onChange={(e) => set(f.name, e.currentTarget.value)} />
        ) : (
          <NativeSelect
            key={f.name}
            size="sm"
            aria-label={f.label}
            data-active={values[f.name] ? true : undefined}
            value={values[f.name] ?? ''}
            onChange={(e) => set(f.name, e.currentTarget.value)}
            data={[{ value: '', label: `${f.label}: ${say('ui.filter.any')}` }, ...(f.options ?? [])]}
          />
        ),
      )}
      {active && (
        <Button size="sm" variant="subtle" onClick={() => onChange({ ...values, ...Object.fromEntries(names.map((n) => [n, undefined])) })}>
          {say('ui.filter.clear')}
        </Button>
      )}
      {children}
    </div>
  );
}

interface SearchProps {
  readonly value: string;
  readonly label: string;
  readonly onChange: (value: string) => void;
}

/** Tells what was typed when typing pauses, and at once on Enter. */
function SearchBox({ value, label, onChange }: SearchProps) {
  const { say } = useUi();
  const clear = say('ui.filter.clear');
  const [text, setText] = useState(value);
  const told = useRef(value);
  const tell = useRef(onChange);
  tell.current = onChange;

  // The address bar may change by the back button; typing in progress wins over an echo of itself.
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);

  useEffect(() => {
    if (text === told.current) return;
    const timer = setTimeout(() => {
      told.current = text;
      tell.current(text);
    }, 250);
    return () => clearTimeout(timer);
  }, [text]);

  const now = (next: string) => {
    told.current = next;
    setText(next);
    tell.current(next);
  };

  return (
    <TextInput
      className="haat-filters-search"
      type="search"
      size="sm"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(e) => setText(e.currentTarget.value)}
      onKeyDown={(e) => {
        if (e.key === 'Enter') now(text);
        if (e.key === 'Escape' && text !== '') now('');
      }}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      rightSection={text === '' ? null : <CloseButton size="sm" aria-label={clear} onClick={() => now('')} />}
    />
  );
}
