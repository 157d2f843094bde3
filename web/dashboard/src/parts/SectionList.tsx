import { IconArrowDown, IconArrowUp, IconBuildingStore, IconCategory, IconChevronDown, IconGripVertical, IconMessages, IconPhotoStar, IconQuote, IconShoppingBag, IconTrash } from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { IconButton, moved, putBack, useDrag, useFocusAfter } from '@haat/ui';
import { useTranslation } from 'react-i18next';
import type { SectionDraft, SectionKind } from './homeDraft.ts';
import './HomeSections.css';

export const kindIcons: Readonly<Record<SectionKind, Icon>> = { hero: IconPhotoStar, categories: IconCategory, collection: IconShoppingBag, stores: IconBuildingStore, story: IconQuote, quotes: IconMessages };

interface Props {
  readonly draft: readonly SectionDraft[];
  readonly onChange: (next: readonly SectionDraft[]) => void;
  readonly open: ReadonlySet<string>;
  readonly onToggle: (key: string) => void;
  /** The sections with a field that was refused. */
  readonly wrong: ReadonlySet<string>;
  /** Hears which section somebody works on. */
  readonly onEnter: (key: string) => void;
  readonly nameOf: (section: SectionDraft) => string;
  readonly form: (section: SectionDraft) => ReactNode;
}

interface Removed {
  readonly section: SectionDraft;
  readonly at: number;
}

/** Sections in their order: opened to be edited, moved by buttons or dragged by their handle, taken away and put back. */
export function SectionList({ draft, onChange, open, onToggle, wrong, onEnter, nameOf, form }: Props) {
  const { t } = useTranslation();
  const [removed, setRemoved] = useState<Removed | null>(null);
  const [told, setTold] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const undo = useRef<HTMLButtonElement>(null);
  const focus = useFocusAfter(list);

  // The button that removed is gone with its section; what takes it back is next.
  useEffect(() => {
    if (removed) undo.current?.focus();
  }, [removed]);

  const move = (from: number, to: number, button?: string) => {
    const section = draft[from];
    const next = moved(draft, from, to);
    if (!section || next === draft) return;
    onChange(next);
    setRemoved(null);
    setTold(t('sections.moved', { name: nameOf(section), position: to + 1, count: draft.length }));
    if (button) focus(section.key, button);
  };
  const drag = useDrag(move);

  const remove = (section: SectionDraft, at: number) => {
    onChange(draft.filter((s) => s !== section));
    setTold('');
    setRemoved({ section, at });
  };
  const takeBack = ({ section, at }: Removed) => {
    onChange(putBack(draft, section, at));
    setRemoved(null);
    focus(section.key, 'remove');
  };

  return (
    <div className="sections">
      <ol ref={list} aria-label={t('sections.list')}>
        {draft.map((section, at) => (
          <li key={section.key} data-id={section.key} className="panel" onFocus={() => onEnter(section.key)} data-over={drag.over === at || undefined} data-dragged={drag.from === at || undefined} {...drag.target(at)}>
            <div className="section-row">
              <span className="section-grip" {...drag.handle(at)} aria-hidden="true" title={t('sections.drag')}>
                <IconGripVertical size={18} />
              </span>
              <Name section={section} name={nameOf(section)} open={open.has(section.key)} wrong={wrong.has(section.key)} onToggle={() => onToggle(section.key)} />
              <Moves name={nameOf(section)} at={at} count={draft.length} onMove={(to, button) => move(at, to, button)} onRemove={() => remove(section, at)} />
            </div>
            {open.has(section.key) && (
              <div className="section-form" id={`${section.key}-form`}>
                {form(section)}
              </div>
            )}
          </li>
        ))}
      </ol>
      <p role="status" className="sections-told">
        {told}
        {removed && (
          <>
            {t('sections.removed', { name: nameOf(removed.section) })}{' '}
            <button type="button" className="haat-text-button" ref={undo} onClick={() => takeBack(removed)}>
              {t('ui.undo')}
            </button>
          </>
        )}
      </p>
    </div>
  );
}

interface NameProps {
  readonly section: SectionDraft;
  readonly name: string;
  readonly open: boolean;
  readonly wrong: boolean;
  readonly onToggle: () => void;
}

function Name({ section, name, open, wrong, onToggle }: NameProps) {
  const { t } = useTranslation();
  const KindIcon = kindIcons[section.kind];
  return (
    <h2>
      <button type="button" className="section-name" aria-expanded={open} aria-controls={open ? `${section.key}-form` : undefined} onClick={onToggle}>
        <span className="section-icon">
          <KindIcon size={20} stroke={1.6} aria-hidden="true" />
        </span>
        <span className="section-words">
          <span className="section-kind">{t(`sections.kind_${section.kind}`)}</span>
          <span className="section-title">
            <bdi>{name}</bdi>
          </span>
          {wrong && <span className="section-wrong">{t('sections.wrong')}</span>}
        </span>
        <IconChevronDown size={18} className="section-chevron" aria-hidden="true" />
      </button>
    </h2>
  );
}

interface MovesProps {
  readonly name: string;
  readonly at: number;
  readonly count: number;
  readonly onMove: (to: number, button: string) => void;
  readonly onRemove: () => void;
}

function Moves({ name, at, count, onMove, onRemove }: MovesProps) {
  const { t } = useTranslation();
  return (
    <div className="section-moves">
      <IconButton act="up" label={t('sections.up', { name })} icon={<IconArrowUp size={18} aria-hidden="true" />} off={at === 0} onClick={() => onMove(at - 1, 'up')} />
      <IconButton act="down" label={t('sections.down', { name })} icon={<IconArrowDown size={18} aria-hidden="true" />} off={at === count - 1} onClick={() => onMove(at + 1, 'down')} />
      <IconButton act="remove" label={t('sections.remove', { name })} icon={<IconTrash size={18} aria-hidden="true" />} onClick={onRemove} />
    </div>
  );
}
