import type { ColumnChoice } from '@haat/ui';
import { useTranslation } from 'react-i18next';
import { useNavigate } from '@tanstack/react-router';
import { toldUndo } from './notify.ts';
import { usePreference } from './preferences.ts';
import type { ListSearch } from './search.ts';
import { useListSearch } from './useList.ts';
import { builtIn, maxViewName, maxViews, preferenceOf, readChoice, sameSearch, viewOf } from './views.ts';
import type { ListChoice, ListName, View } from './views.ts';

export interface Tab {
  readonly id: string;
  readonly name: string;
  readonly search: ListSearch;
  readonly own: boolean;
}

export interface Views {
  readonly tabs: readonly Tab[];
  readonly active: Tab | undefined;
  /** The filters are no longer those of the view. */
  readonly changed: boolean;
  readonly start: string;
  /** False while what is kept is not known, and when no more fits. */
  readonly canAdd: boolean;
  readonly canKeep: boolean;
  readonly columns: ColumnChoice;
  readonly setColumns: (next: ColumnChoice) => void;
  readonly add: (name: string) => void;
  readonly rename: (id: string, name: string) => void;
  /** Gives a view the filters that are set now. */
  readonly update: (id: string) => void;
  readonly remove: (id: string) => void;
  readonly startWith: (id: string) => void;
}

/** The views of a list: built in and one's own. */
export function useViews(list: ListName): Views {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { search, view } = useListSearch();
  const { value, keep } = usePreference(preferenceOf(list));
  const choice = readChoice(value);
  const own = choice.views.find((v) => v.id === viewOf(list, choice, view, search)?.id);
  const tabs: readonly Tab[] = [
    ...builtIn[list].map((v) => ({ id: v.id, name: t(v.label), search: v.search, own: false })),
    ...choice.views.map((v) => ({ id: v.id, name: v.name, search: v.search, own: true })),
  ];
  const active = tabs.find((tab) => tab.id === viewOf(list, choice, view, search)?.id);

  const change = (next: (now: ListChoice) => ListChoice) => keep((now) => ({ ...now, ...next(readChoice(now)) }));
  const changeView = (id: string, next: Partial<View>) => change((now) => ({ ...now, views: now.views.map((v) => (v.id === id ? { ...v, ...next } : v)) }));
  const open = (id: string, to: ListSearch) => void navigate({ to: '.', search: { ...to, view: id }, replace: true });
  const columns = own?.columns ?? choice.columns;

  return {
    tabs,
    active,
    changed: active !== undefined && !sameSearch(active.search, search),
    start: choice.start ?? 'all',
    canAdd: value !== undefined && choice.views.length < maxViews,
    canKeep: value !== undefined,
    columns,
    setColumns: (next) => (own ? changeView(own.id, { columns: next }) : change((now) => ({ ...now, columns: next }))),
    add: (name) => {
      const made: View = { id: `own_${Date.now().toString(36)}`, name: name.trim().slice(0, maxViewName), search, columns };
      change((now) => ({ ...now, views: [...now.views, made].slice(0, maxViews) }));
      open(made.id, search);
    },
    rename: (id, name) => changeView(id, { name: name.trim().slice(0, maxViewName) }),
    update: (id) => changeView(id, { search }),
    remove: (id) => {
      const at = choice.views.findIndex((v) => v.id === id);
      const gone = choice.views[at];
      if (!gone) return;
      const started = choice.start === id;
      change((now) => ({ ...now, views: now.views.filter((v) => v.id !== id), start: started ? undefined : now.start }));
      open('all', {});
      toldUndo(t('views.removed', { name: gone.name }), () => {
        change((now) => ({ ...now, views: now.views.toSpliced(at, 0, gone).slice(0, maxViews), start: started ? id : now.start }));
      });
    },
    startWith: (id) => change((now) => ({ ...now, start: id })),
  };
}
