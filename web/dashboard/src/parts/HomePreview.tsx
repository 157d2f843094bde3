import './HomePreview.css';

import { Alert, NativeSelect, SegmentedControl } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { isHaatError } from '@haat/store-client';
import { ProblemNotice } from '@haat/ui';
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText, readable } from '../app/problems.ts';
import { firstWrong, refusalsOf } from './homeDraft.ts';
import type { SectionDraft } from './homeDraft.ts';
import type { Language } from './useLanguages.ts';
import { useHomePreview } from './useHomePreview.ts';

interface Props {
  readonly draft: readonly SectionDraft[];
  /** The section somebody works on. */
  readonly editing: string | null;
  readonly nameOf: (section: SectionDraft) => string;
  /** What the shop speaks, the first language first; empty when it may not be known. */
  readonly languages: readonly Language[];
  /** The language of the preview; null for the shop's first. */
  readonly locale: string | null;
  readonly onLocale: (locale: string) => void;
}

const widths = { phone: 390, desktop: 1280 } as const;

/** The home page as it would be, drawn while it is edited. */
export function HomePreview({ draft, editing, nameOf, languages, locale, onLocale }: Props) {
  const { t } = useTranslation();
  const [screen, setScreen] = useState<keyof typeof widths>('phone');
  const { query, drawn } = useHomePreview(draft, locale);
  const at = drawn.findIndex((s) => s.key === editing);
  return (
    <section className="panel home-preview" aria-label={t('sections.preview')} aria-busy={query.isFetching}>
      <div className="home-preview-tools">
        <SegmentedControl
          aria-label={t('sections.preview_width')}
          value={screen}
          onChange={(next) => setScreen(next as typeof screen)}
          data={[
            { value: 'phone', label: <Screen icon={IconDeviceMobile} name={t('sections.preview_phone')} /> },
            { value: 'desktop', label: <Screen icon={IconDeviceDesktop} name={t('sections.preview_desktop')} /> },
          ]}
        />
        {languages.length > 1 && (
          <NativeSelect aria-label={t('sections.preview_language')} value={locale ?? languages[0]?.code} onChange={(e) => onLocale(e.currentTarget.value)} data={languages.map((l) => ({ value: l.code, label: l.name }))} />
        )}
      </div>
      <Trouble error={query.error} drawn={drawn} nameOf={nameOf} onRetry={() => void query.refetch()} />
      <Stage html={query.error ? undefined : query.data?.html} width={widths[screen]} at={at < 0 ? null : at + 1} />
    </section>
  );
}

function Screen({ icon: ScreenIcon, name }: { readonly icon: typeof IconDeviceMobile; readonly name: string }) {
  return (
    <span className="home-preview-screen">
      <ScreenIcon size={16} aria-hidden="true" />
      {name}
    </span>
  );
}

interface TroubleProps extends Pick<Props, 'nameOf'> {
  readonly error: unknown;
  readonly drawn: readonly SectionDraft[];
  readonly onRetry: () => void;
}

/** Why the picture is not the newest: which section cannot be drawn like this, or what else is wrong. */
function Trouble({ error, drawn, nameOf, onRetry }: TroubleProps) {
  const { t } = useTranslation();
  if (!error) return null;
  const refusals = isHaatError(error) ? refusalsOf(error.fields, drawn.map((s) => s.key)) : {};
  const wrong = firstWrong(refusals);
  const section = drawn.find((s) => s.key === wrong?.key);
  if (!wrong || !section) return <ProblemNotice error={readable(error)} onRetry={onRetry} />;
  return (
    <Alert role="status" color="orange" variant="light" title={t('sections.preview_wrong', { name: nameOf(section) })}>
      {refusals[wrong.key]?.[wrong.field] ?? problemText(error)}
    </Alert>
  );
}

interface StageProps {
  /** The newest page; undefined while there is none, or none that could be drawn. */
  readonly html: string | undefined;
  readonly width: number;
  /** The section to be shown, counted from 1. */
  readonly at: number | null;
}

/** The page at the width of a screen, made to fit. The one before stays in front until the new one is there. */
function Stage({ html, width, at }: StageProps) {
  const { t } = useTranslation();
  const box = useElementSize();
  const [shown, setShown] = useState('');
  const front = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    if (front.current) point(front.current, at);
  }, [at, shown]);
  const scale = box.width > 0 ? Math.min(1, box.width / width) : 1;
  const pages = [...new Set([shown, html ?? ''])].filter(Boolean);
  return (
    <div className="home-preview-stage" ref={box.ref}>
      {pages.length === 0 && <div className="home-preview-none" />}
      {pages.map((page) => (
        // What people wrote is drawn here: no scripts, no forms, no way to this page or to another one.
        <iframe
          key={page}
          ref={page === shown ? front : undefined}
          title={t('sections.preview_title')}
          sandbox=""
          srcDoc={page}
          onLoad={(e) => {
            point(e.currentTarget, at);
            setShown(page);
          }}
          inert={page !== shown}
          data-waiting={page !== shown || undefined}
          style={{ inlineSize: width, blockSize: box.height / scale || undefined, transform: `scale(${scale})` }}
        />
      ))}
    </div>
  );
}

/** Brings a section into view. The page may not be touched from here, but it may be sent to a place in itself. */
function point(frame: HTMLIFrameElement, at: number | null): void {
  if (at !== null) frame.contentWindow?.location.replace(`about:srcdoc#section-${at}`);
}
