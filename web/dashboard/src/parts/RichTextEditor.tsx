import { Code, Text } from '@mantine/core';
import { Confirm } from '@haat/ui';
import { EditorContent, useEditor } from '@tiptap/react';
import type { Editor, JSONContent } from '@tiptap/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanPaste, lostIn, readHtml, writeHtml } from './richHtml.ts';
import { extensions } from './richSchema.ts';
import { RichTextTools, SourceTools } from './RichTextTools.tsx';

interface Props {
  /** Of what is written in, whichever of the two it is. */
  readonly id: string;
  readonly labelId: string;
  readonly describedBy: string;
  readonly invalid: boolean;
  readonly value: string;
  readonly onChange: (html: string) => void;
  readonly disabled: boolean;
}

/** Leads from the text to its tools, as Tab has another meaning within a table or a list; Escape leads back. */
const toolsKey = 'Alt+F10';

/** The text as it will be read, or its HTML where the editor would lose some of it, or where somebody wants to see that. */
export default function RichTextEditor(props: Props) {
  const { t } = useTranslation();
  const { id, value } = props;
  const [source, setSource] = useState(() => lostIn(value) !== null);
  const [asking, setAsking] = useState(false);
  const lost = useMemo(() => (source ? lostIn(value) : null), [source, value]);
  const turned = useRef(false);
  const turn = (to: boolean) => {
    turned.current = true;
    setSource(to);
  };
  // The button that was pressed is gone with the row it stood in.
  useEffect(() => {
    if (turned.current) document.getElementById(id)?.focus();
  }, [id, source]);
  return (
    <>
      {source ? <Source {...props} lost={lost} onLeave={() => (lost ? setAsking(true) : turn(false))} /> : <Formatted {...props} onSource={() => turn(true)} />}
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          turn(false);
        }}
        title={t('rich.lose_title')}
        verb={t('rich.lose')}
        danger
      >
        <Text size="sm">{t('rich.lose_text')}</Text>
        <Names of={lost ?? []} />
      </Confirm>
    </>
  );
}

function Formatted({ id, labelId, describedBy, invalid, value, onChange, disabled, onSource }: Props & { readonly onSource: () => void }) {
  const [{ content, html }] = useState(() => {
    const doc = readHtml(value);
    return { content: doc.toJSON() as JSONContent, html: writeHtml(doc) };
  });
  const base = useRef({ value, html });
  const told = useRef(value);
  const editorProps = useMemo(
    () => ({
      attributes: {
        id,
        class: 'rich-text',
        'aria-multiline': 'true',
        'aria-labelledby': labelId,
        'aria-keyshortcuts': toolsKey,
        'aria-disabled': String(disabled),
        'aria-invalid': String(invalid),
        ...(describedBy && { 'aria-describedby': describedBy }),
      },
      transformPastedHTML: cleanPaste,
    }),
    [id, labelId, describedBy, invalid, disabled],
  );
  // Written back to what it was, it is what it was, to the letter.
  const tell = (editor: Editor) => {
    const html = writeHtml(editor.state.doc);
    const next = html === base.current.html ? base.current.value : html;
    if (next === told.current) return;
    told.current = next;
    onChange(next);
  };
  const editor = useEditor({
    extensions,
    content,
    editable: !disabled,
    // The page's policy knows our own styles only; they are in RichText.css.
    injectCSS: false,
    editorProps,
    onUpdate: ({ editor }) => tell(editor),
  });
  useEffect(() => {
    editor.setEditable(!disabled, false);
  }, [editor, disabled]);
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    editor.commands.setContent(readHtml(value).toJSON(), { emitUpdate: false });
    base.current = { value, html: writeHtml(editor.state.doc) };
  }, [editor, value]);
  const row = useRef<HTMLDivElement>(null);
  const walk = (e: KeyboardEvent) => {
    const inRow = row.current?.contains(e.target as Node);
    if (e.key === 'F10' && e.altKey) row.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    else if (e.key === 'Escape' && inRow) editor.commands.focus();
    else return;
    e.preventDefault();
  };
  return (
    <div className="rich-whole" onKeyDown={walk}>
      <RichTextTools ref={row} editor={editor} disabled={disabled} onSource={onSource} />
      <EditorContent editor={editor} className="rich-page" />
    </div>
  );
}

function Source({ id, labelId, describedBy, invalid, value, onChange, disabled, lost, onLeave }: Props & { readonly lost: readonly string[] | null; readonly onLeave: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="rich-whole">
      <SourceTools onLeave={onLeave} />
      {lost && (
        <div id={`${id}-why`} className="rich-why">
          {t('rich.source_why')} <Names of={lost} />
        </div>
      )}
      <textarea
        id={id}
        className="rich-source"
        dir="ltr"
        spellCheck={false}
        value={value}
        onChange={(e) => onChange(e.currentTarget.value)}
        disabled={disabled}
        aria-labelledby={labelId}
        aria-describedby={[lost && `${id}-why`, describedBy].filter(Boolean).join(' ') || undefined}
        aria-invalid={invalid}
      />
    </div>
  );
}

function Names({ of }: { readonly of: readonly string[] }) {
  return (
    <span className="rich-names" dir="ltr">
      {of.map((name) => (
        <Code key={name}>{name}</Code>
      ))}
    </span>
  );
}
