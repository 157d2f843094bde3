import { Button, Menu, NativeSelect, SegmentedControl, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { EmptyState, PageHeader, ProblemNotice } from '@haat/ui';
import { IconExternalLink, IconLayoutList, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { readable } from '../app/problems.ts';
import type { Home } from '../app/types.ts';
import { blank, kinds, languageAt, mostSections, problemsOf } from '../parts/homeDraft.ts';
import type { SectionDraft, SectionKind } from '../parts/homeDraft.ts';
import { AsideNotice, StaleNotice } from '../parts/HomeNotices.tsx';
import { HomePreview } from '../parts/HomePreview.tsx';
import { LeaveGuard } from '../parts/LeaveGuard.tsx';
import { RoutePending } from '../parts/RouteStates.tsx';
import { SectionForm } from '../parts/SectionForm.tsx';
import { kindIcons, SectionList } from '../parts/SectionList.tsx';
import { usePictures } from '../parts/PictureChoice.tsx';
import { useHomeDraft } from '../parts/useHomeDraft.ts';
import { useLanguages } from '../parts/useLanguages.ts';
import { useShopChoices } from '../parts/useShopChoices.ts';

export function HomeSectionsPage() {
  const store = useStore();
  // Read once and then left alone: what is being edited does not change under the hands.
  const query = useQuery({ queryKey: ['home'], queryFn: ({ signal }) => store.home.get({ signal }), staleTime: Infinity, refetchOnMount: 'always' });
  if (query.error) return <ProblemNotice error={readable(query.error)} onRetry={() => void query.refetch()} />;
  if (!query.data || !query.isFetchedAfterMount) return <RoutePending />;
  return <HomeEditor saved={query.data} />;
}

function HomeEditor({ saved }: { readonly saved: Home }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const [written, write] = useState<string | null>(null);
  const [seen, see] = useState<string | null>(null);
  const [editing, edit] = useState<string | null>(null);
  const [face, setFace] = useState<'form' | 'preview'>('form');
  const wide = useMediaQuery(besides) ?? false;
  // The first field the server refused is shown, in its language.
  const home = useHomeDraft(saved, ({ key, field }) => {
    setOpen((all) => new Set(all).add(key));
    write(languageAt(field));
    setFace('form');
  });
  const { draft, dirty } = home;
  const languages = useLanguages(draft.flatMap((s) => Object.keys(s.translations ?? {})));
  const translated = languages.others.find((l) => l.code === written) ?? null;
  const inShop = (code: string | null) => languages.shop.some((l) => l.code === code);
  const firstName = languages.first?.name ?? t('sections.first_language');
  const choices = useShopChoices();
  const pictures = usePictures([...home.base.sections, ...draft].map((s) => ({ url: s.image_url })));
  const form = useRef<HTMLFormElement>(null);
  const focusNew = useFocusOnNew(form);

  const problems = problemsOf(draft);
  const wrong = new Set(draft.map((s) => s.key).filter((key) => (tried && problems[key]) || Object.keys(home.refusals[key] ?? {}).length > 0));
  const refused = Object.keys(home.refusals).length > 0;
  const notice = wrong.size > 0 ? { message: t('product.fix') } : refused ? null : readable(home.error);
  const errorAt = (key: string) => (field: string) => {
    const own = problems[key]?.[field];
    return tried && own ? t(`sections.problem_${own}`) : home.refusals[key]?.[field];
  };
  const nameOf = (s: SectionDraft) => s.title || (s.kind === 'collection' && choices.collections.find((c) => c.handle === s.ref)?.name) || t(`sections.kind_${s.kind}`);
  const toggle = (key: string) => {
    edit(key);
    setOpen((all) => (all.has(key) ? new Set([...all].filter((k) => k !== key)) : new Set(all).add(key)));
  };

  const add = (kind: SectionKind) => {
    const section = blank(kind);
    home.setDraft([...draft, section]);
    setOpen((all) => new Set(all).add(section.key));
    write(null);
    focusNew(section.key);
  };
  const save = (send: () => void) => {
    setTried(true);
    const bad = Object.keys(problems);
    if (bad.length === 0) return send();
    setOpen((all) => new Set([...all, ...bad]));
    write(null);
    setFace('form');
  };

  return (
    <form
      ref={form}
      onSubmit={(e) => {
        e.preventDefault();
        save(home.save);
      }}
      noValidate
    >
      <PageHeader
        title={t('nav.home_page')}
        actions={
          <>
            {dirty && (
              <Text size="sm" c="dimmed" role="status" className="home-unsaved">
                {t('product.unsaved')}
              </Text>
            )}
            <Button component="a" href="/" target="_blank" rel="noopener" variant="default" rightSection={<IconExternalLink size={16} aria-hidden="true" />}>
              {t('store.visit')}
            </Button>
            <Button type="submit" loading={home.saving} disabled={!dirty}>
              {t('sections.save')}
            </Button>
          </>
        }
      />
      <Stack gap="md" className="home-notices">
        {home.theirs && <StaleNotice base={home.base} theirs={home.theirs} onKeep={() => save(home.keepMine)} onTake={home.takeTheirs} busy={home.saving} />}
        {home.aside && <AsideNotice onBack={home.backToMine} />}
        <ProblemNotice error={notice} />
      </Stack>
      {!wide && (
        <SegmentedControl
          className="home-face"
          aria-label={t('sections.face')}
          value={face}
          onChange={(next) => setFace(next as typeof face)}
          data={[
            { value: 'form', label: t('sections.edit') },
            { value: 'preview', label: t('sections.preview') },
          ]}
        />
      )}
      <div className="home-columns">
        <Stack gap="md" className="home-editor" hidden={!wide && face === 'preview'}>
          {languages.others.length > 0 && (
            <NativeSelect
              className="home-language"
              label={t('sections.language')}
              description={t('sections.language_hint', { language: firstName })}
              value={translated?.code ?? ''}
              onChange={(e) => {
                write(e.currentTarget.value || null);
                see(null); // the preview follows
              }}
              data={[{ value: '', label: firstName }, ...languages.others.map((l) => ({ value: l.code, label: l.name }))]}
            />
          )}
          {draft.length === 0 && (
            <EmptyState icon={<IconLayoutList size={28} />} title={t('sections.none')}>
              {t('sections.none_text')}
            </EmptyState>
          )}
          <SectionList
            draft={draft}
            onChange={home.setDraft}
            open={open}
            onToggle={toggle}
            wrong={wrong}
            onEnter={edit}
            nameOf={nameOf}
            form={(section) => <SectionForm section={section} change={(next) => home.change(section.key, next)} errorAt={errorAt(section.key)} locale={translated?.code ?? null} language={translated ?? languages.first} choices={choices} pictures={pictures} />}
          />
          <AddSection onAdd={add} full={draft.length >= mostSections} />
        </Stack>
        {(wide || face === 'preview') && (
          <HomePreview draft={draft} editing={editing} nameOf={nameOf} languages={languages.shop} locale={seen ?? (inShop(written) ? written : null)} onLocale={see} />
        )}
      </div>
      <LeaveGuard when={dirty} />
    </form>
  );
}

/** From here on there is room for the preview beside the form. */
const besides = '(min-width: 75em)';

function AddSection({ onAdd, full }: { readonly onAdd: (kind: SectionKind) => void; readonly full: boolean }) {
  const { t } = useTranslation();
  if (full)
    return (
      <Text size="sm" c="dimmed">
        {t('sections.full', { count: mostSections })}
      </Text>
    );
  return (
    // The new section's title takes the focus; the menu must not take it back.
    <Menu position="bottom-start" width={320} returnFocus={false}>
      <Menu.Target>
        <Button variant="light" leftSection={<IconPlus size={16} aria-hidden="true" />} className="home-add">
          {t('sections.add')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {kinds.map((kind) => {
          const KindIcon = kindIcons[kind];
          return (
            <Menu.Item key={kind} leftSection={<KindIcon size={20} stroke={1.6} aria-hidden="true" />} onClick={() => onAdd(kind)}>
              {t(`sections.kind_${kind}`)}
              <span className="home-add-hint">{t(`sections.hint_${kind}`)}</span>
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Puts the cursor into a new section's title once it is drawn. */
function useFocusOnNew(form: RefObject<HTMLFormElement | null>): (key: string) => void {
  const [wanted, want] = useState<string | null>(null);
  useEffect(() => {
    if (wanted === null) return;
    const title = form.current?.querySelector<HTMLInputElement>(`[data-field="${wanted}-title"]`);
    title?.scrollIntoView?.({ block: 'center' });
    title?.focus({ preventScroll: true });
  }, [wanted, form]);
  return want;
}
