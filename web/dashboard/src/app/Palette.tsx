import './Palette.css';

import { VisuallyHidden } from '@mantine/core';
import { Spotlight, createSpotlight, useSpotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { merged, placesFor, shows } from './finding.ts';
import type { Group } from './finding.ts';
import type { TextKey } from './i18n.ts';
import { useSession } from './session.ts';
import { useFinding } from './useFinding.ts';

const [chosen, opener] = createSpotlight();

export const palette = opener;

/** What scrolls can be reached by the keyboard. The list hands it on to its scroll area, though its types do not say so. */
const reached = { viewportProps: { tabIndex: 0 } };

/** Every page and record, one keystroke away. */
export function Palette() {
  const { t } = useTranslation();
  const { can } = useSession();
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const { groups, busy, failed } = useFinding(query);
  const places = placesFor(can, t).map((g) => ({ ...g, rows: g.rows.filter((row) => shows(row, query)) }));
  const shown = merged([...places, ...groups], query);
  const [at, setAt] = useState(0);
  useLeading(shown, setAt);
  return (
    <Spotlight.Root
      store={chosen}
      query={query}
      onQueryChange={setQuery}
      // It empties itself once it has gone out of sight; who is back before that would type behind what stands there.
      onSpotlightOpen={() => setQuery('')}
      shortcut={['mod + K']}
      // From a field as well: its own is still there while it fades, and what is typed then would go to the page.
      tagsToIgnore={[]}
      scrollable
      maxHeight={420}
      // The window, not the element around it, which is there for nobody to see.
      attributes={{ content: { 'aria-label': t('shell.search') } }}
    >
      <Spotlight.Search
        placeholder={t('shell.search_hint')}
        leftSection={<IconSearch size={18} aria-hidden="true" />}
        aria-label={t('shell.search')}
        onKeyUp={() => setAt(chosen.getState().selected)}
      />
      {shown.length > 0 && (
        <Spotlight.ActionsList {...reached}>
          {shown.map((group) => (
            <Spotlight.ActionsGroup key={group.id} label={t(group.label)} role="group" aria-label={t(group.label)}>
              {group.rows.map((row) => (
                <Spotlight.Action
                  key={row.id}
                  label={row.label}
                  {...(row.description ? { description: row.description } : {})}
                  leftSection={<row.icon size={18} stroke={1.7} aria-hidden="true" />}
                  classNames={{ actionLabel: 'palette-text', actionDescription: 'palette-text' }}
                  onClick={() => void navigate(row.target)}
                />
              ))}
            </Spotlight.ActionsGroup>
          ))}
        </Spotlight.ActionsList>
      )}
      {shown.length === 0 && <Spotlight.Empty>{busy ? t('palette.busy') : t(failed.length > 0 ? 'palette.nothing_else' : 'shell.nothing')}</Spotlight.Empty>}
      {failed.length > 0 && <Spotlight.Footer>{t('palette.failed', { what: failed.map((label) => t(label)).join(t('team.comma')) })}</Spotlight.Footer>}
      <Told typed={query.trim()} at={at} shown={shown} busy={busy} failed={failed} />
    </Spotlight.Root>
  );
}

/**
 * What leads is what Enter opens, also when it has come late; once the arrows have moved on, what they stand on. The library
 * counts rows and marks them by hand, hears nothing of rows that come between, and tells nobody where it stands.
 */
function useLeading(shown: readonly Group[], onMove: (at: number) => void): void {
  const { listId } = useSpotlight(chosen);
  const ids = shown.flatMap((g) => g.rows.map((r) => r.id)).join(' ');
  useEffect(() => {
    const { selected } = chosen.getState();
    const rows = [...(document.getElementById(listId)?.querySelectorAll('[data-action]') ?? [])];
    const marked = rows.findIndex((row) => row.hasAttribute('data-selected'));
    const at = selected > 0 && marked > 0 ? marked : 0;
    for (const [i, row] of rows.entries()) row.toggleAttribute('data-selected', i === at);
    if (rows.length > 0) chosen.updateState((now) => ({ ...now, selected: at }));
    onMove(at);
  }, [ids, listId, onMove]);
}

interface ToldProps {
  readonly typed: string;
  readonly at: number;
  readonly shown: readonly Group[];
  readonly busy: boolean;
  readonly failed: readonly TextKey[];
}

/** Says what is seen: that it is being searched, how much is found, and where the arrows stand. */
function Told({ typed, at, shown, busy, failed }: ToldProps) {
  const { t } = useTranslation();
  const rows = shown.flatMap((g) => g.rows.map((row) => ({ row, group: g.label })));
  const on = at > 0 ? rows[at] : undefined;
  const found = rows.length > 0 ? t('palette.found', { number: rows.length }) : failed.length > 0 ? '' : t('shell.nothing');
  return (
    <>
      <VisuallyHidden role="status">{typed !== '' && (busy ? t('palette.busy') : found)}</VisuallyHidden>
      <VisuallyHidden aria-live="polite">{on && [on.row.label, on.row.description, t(on.group)].filter(Boolean).join(t('team.comma'))}</VisuallyHidden>
    </>
  );
}
