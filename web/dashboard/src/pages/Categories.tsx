import './Categories.css';

import { VisuallyHidden } from '@mantine/core';
import { DataTable, EmptyState, FilterBar, IconButton, PageHeader, ProductThumb, useFocusAfter } from '@haat/ui';
import type { Column } from '@haat/ui';
import { IconArrowDown, IconArrowUp, IconCategory, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { LinkButton } from '../app/LinkButton.tsx';
import { failed } from '../app/notify.ts';
import { href } from '../app/paths.ts';
import { readable } from '../app/problems.ts';
import { useSession } from '../app/session.ts';
import type { Category } from '../app/types.ts';
import { useListSearch } from '../app/useList.ts';
import { mostLevels, moving, pathNames, placed, siblingsOf } from '../parts/categoryTree.ts';

const none: readonly Category[] = [];

export function CategoriesPage() {
  const { t } = useTranslation();
  const { can } = useSession();
  const navigate = useNavigate();
  const { search, setSearch } = useListSearch();
  const tree = useTree();
  const { all } = tree;
  const asked = (search.q ?? '').toLocaleLowerCase();
  const rows = asked === '' ? all : all.filter((c) => `${c.name} ${c.handle}`.toLocaleLowerCase().includes(asked));
  const may = can('catalog.manage');
  const path = pathNames(all);
  const add = may && (
    <LinkButton to="/categories/new" search={{}} leftSection={<IconPlus size={16} />}>
      {t('categories.add')}
    </LinkButton>
  );
  const columns: readonly Column<Category>[] = [
    { id: 'name', title: t('categories.name'), phone: 'title', cell: (c) => <Name category={c} path={path(c)} parent={all.find((p) => p.id === c.parent_id)} found={asked !== ''} /> },
    { id: 'handle', title: t('product.handle'), cell: (c) => c.handle, phone: 'hide' },
    ...(may ? [{ id: 'acts', title: t('categories.place'), align: 'end' as const, phone: 'end' as const, cell: (c: Category) => <Acts category={c} tree={tree} sorted={asked === ''} /> }] : []),
  ];
  return (
    <>
      <PageHeader title={t('nav.categories')} actions={add} />
      <div ref={tree.list}>
        <DataTable
          rows={rows}
          loading={tree.query.isPending}
          error={readable(tree.query.error)}
          onRetry={() => void tree.query.refetch()}
          label={t('nav.categories')}
          columns={columns}
          rowId={(c) => c.id}
          rowHref={(c) => href(`/categories/${c.id}`)}
          onOpen={(c) => void navigate({ to: '/categories/$id', params: { id: c.id } })}
          toolbar={<FilterBar search="q" searchLabel={t('categories.search')} filters={[]} values={search} onChange={setSearch} />}
          empty={
            <EmptyState icon={<IconCategory size={28} />} title={asked ? t('categories.none_match') : t('categories.none')} action={asked ? undefined : add}>
              {asked ? t('list.change_filters') : t('categories.none_text')}
            </EmptyState>
          }
        />
      </div>
      <VisuallyHidden role="status">{tree.told}</VisuallyHidden>
    </>
  );
}

/** All categories in their order, and the way to change it. */
function useTree() {
  const { t } = useTranslation();
  const store = useStore();
  const queries = useQueryClient();
  const list = useRef<HTMLDivElement>(null);
  const focus = useFocusAfter(list);
  const [told, setTold] = useState('');
  const query = useQuery({ queryKey: ['categories'], queryFn: ({ signal }) => store.categories.list({ signal }) });
  const all = query.data?.items ?? none;
  const move = useMutation({
    mutationFn: async ({ id, by }: { readonly id: string; readonly by: 1 | -1 }) => {
      await queries.cancelQueries({ queryKey: ['categories'] });
      const placings = moving(all, id, by);
      queries.setQueryData(['categories'], { items: placed(all, placings) });
      for (const { category, position } of placings) await store.categories.update(category.id, { position }, { ifMatch: `"${category.version}"` });
    },
    onSuccess: (_, { id, by }) => {
      focus(id, by < 0 ? 'up' : 'down'); // a row that is drawn elsewhere lets go of it
      const now = queries.getQueryData<{ readonly items: readonly Category[] }>(['categories'])?.items ?? [];
      const me = now.find((c) => c.id === id);
      const siblings = siblingsOf(now, me?.parent_id ?? '');
      if (me) setTold(t('sections.moved', { name: me.name, position: siblings.indexOf(me) + 1, count: siblings.length }));
    },
    onError: failed,
    // The next move is made on the versions this one left.
    onSettled: () => queries.invalidateQueries({ queryKey: ['categories'] }),
  });
  return { query, all, list, told, moving: move.isPending, move: move.mutate };
}

type Tree = ReturnType<typeof useTree>;

interface NameProps {
  readonly category: Category;
  readonly path: string;
  readonly parent: Category | undefined;
  readonly found: boolean;
}

/** Its place in the tree is to be seen, and told to who does not see it. */
function Name({ category, path, parent, found }: NameProps) {
  const { t } = useTranslation();
  return (
    <span className="category-name" style={{ '--depth': found ? 0 : category.path.length - 1 } as CSSProperties}>
      {category.image_url && <ProductThumb src={category.image_url} size={32} />}
      <span>
        <bdi>{category.name}</bdi>
        {found && category.path.length > 1 && <span className="category-path"><bdi>{path}</bdi></span>}
        {!found && parent && <VisuallyHidden> {t('categories.below', { name: parent.name })}</VisuallyHidden>}
      </span>
    </span>
  );
}

function Acts({ category, tree, sorted }: { readonly category: Category; readonly tree: Tree; readonly sorted: boolean }) {
  const { t } = useTranslation();
  const { id, name } = category;
  const siblings = siblingsOf(tree.all, category.parent_id);
  const step = (by: 1 | -1) => !tree.moving && tree.move({ id, by });
  return (
    <span className="category-acts" data-id={id}>
      {sorted && (
        <>
          <IconButton act="up" label={t('sections.up', { name })} icon={<IconArrowUp size={18} aria-hidden="true" />} off={siblings[0]?.id === id} onClick={() => step(-1)} />
          <IconButton act="down" label={t('sections.down', { name })} icon={<IconArrowDown size={18} aria-hidden="true" />} off={siblings.at(-1)?.id === id} onClick={() => step(1)} />
        </>
      )}
      {category.path.length < mostLevels && (
        <Link className="haat-icon-button" to="/categories/new" search={{ parent: id }} aria-label={t('categories.add_below', { name })} title={t('categories.add_below', { name })}>
          <IconPlus size={18} aria-hidden="true" />
        </Link>
      )}
    </span>
  );
}
