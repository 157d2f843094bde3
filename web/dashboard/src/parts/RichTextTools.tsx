import { Button, Group, Menu, Popover, Stack, TextInput, useDirection } from '@mantine/core';
import { useRovingIndex } from '@mantine/hooks';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBlockquote,
  IconBold,
  IconClearFormatting,
  IconCode,
  IconH2,
  IconH3,
  IconItalic,
  IconLink,
  IconList,
  IconListNumbers,
  IconPilcrow,
  IconStrikethrough,
  IconTable,
  IconUnderline,
} from '@tabler/icons-react';
import type { TablerIcon } from '@tabler/icons-react';
import { useEditorState } from '@tiptap/react';
import type { ChainedCommands, Editor } from '@tiptap/react';
import { useState } from 'react';
import type { ComponentPropsWithRef, MouseEventHandler, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextKey } from '../app/i18n.ts';
import { linkOf } from './richSchema.ts';

interface Tool {
  readonly name: string;
  readonly label: TextKey;
  readonly icon: TablerIcon;
  readonly run: (chain: ChainedCommands) => ChainedCommands;
  /** Whether it is on where the cursor stands; absent for what is never on. */
  readonly on?: (editor: Editor) => boolean;
  readonly can?: (editor: Editor) => boolean;
  /** What is drawn as a mirror image where one reads from right to left. */
  readonly turns?: boolean;
}

const before: readonly (readonly Tool[])[] = [
  [
    { name: 'paragraph', label: 'rich.paragraph', icon: IconPilcrow, run: (c) => c.setParagraph(), on: (e) => e.isActive('paragraph') },
    { name: 'h2', label: 'rich.h2', icon: IconH2, run: (c) => c.toggleHeading({ level: 2 }), on: (e) => e.isActive('heading', { level: 2 }) },
    { name: 'h3', label: 'rich.h3', icon: IconH3, run: (c) => c.toggleHeading({ level: 3 }), on: (e) => e.isActive('heading', { level: 3 }) },
  ],
  [
    { name: 'bold', label: 'rich.bold', icon: IconBold, run: (c) => c.toggleBold(), on: (e) => e.isActive('bold') },
    { name: 'italic', label: 'rich.italic', icon: IconItalic, run: (c) => c.toggleItalic(), on: (e) => e.isActive('italic') },
    { name: 'underline', label: 'rich.underline', icon: IconUnderline, run: (c) => c.toggleUnderline(), on: (e) => e.isActive('underline') },
    { name: 'strike', label: 'rich.strike', icon: IconStrikethrough, run: (c) => c.toggleStrike(), on: (e) => e.isActive('strike') },
  ],
  [
    { name: 'bullets', label: 'rich.bullets', icon: IconList, run: (c) => c.toggleBulletList(), on: (e) => e.isActive('bulletList'), turns: true },
    { name: 'numbers', label: 'rich.numbers', icon: IconListNumbers, run: (c) => c.toggleOrderedList(), on: (e) => e.isActive('orderedList') },
    { name: 'quote', label: 'rich.quote', icon: IconBlockquote, run: (c) => c.toggleBlockquote(), on: (e) => e.isActive('blockquote'), turns: true },
  ],
];

const after: readonly Tool[] = [
  { name: 'clear', label: 'rich.clear', icon: IconClearFormatting, run: (c) => c.unsetAllMarks().clearNodes() },
  { name: 'undo', label: 'rich.undo', icon: IconArrowBackUp, run: (c) => c.undo(), can: (e) => e.can().undo(), turns: true },
  { name: 'redo', label: 'rich.redo', icon: IconArrowForwardUp, run: (c) => c.redo(), can: (e) => e.can().redo(), turns: true },
];

const all = [...before.flat(), ...after];
/** Where the link, the table and the source stand in the row. */
const link = before.flat().length;
const total = all.length + 3;

interface Props {
  readonly ref: Ref<HTMLDivElement>;
  readonly editor: Editor;
  readonly disabled: boolean;
  readonly onSource: () => void;
}

export function RichTextTools({ ref, editor, disabled, onSource }: Props) {
  const { t } = useTranslation();
  const { dir } = useDirection();
  const { getItemProps } = useRovingIndex({ total, dir });
  const state = useEditorState({
    editor,
    selector: ({ editor }) => ({
      on: all.filter((tool) => tool.on?.(editor)).map((tool) => tool.name),
      off: all.filter((tool) => tool.can?.(editor) === false).map((tool) => tool.name),
      link: editor.isActive('link'),
      table: editor.isActive('table'),
    }),
  });
  const button = (tool: Tool, index: number) => (
    <ToolButton key={tool.name} {...getItemProps({ index, onClick: () => tool.run(editor.chain().focus()).run() })} label={t(tool.label)} icon={tool.icon} turns={tool.turns} on={tool.on && state.on.includes(tool.name)} off={disabled || state.off.includes(tool.name)} />
  );
  let index = 0;
  return (
    <div ref={ref} className="rich-tools" role="toolbar" aria-label={t('rich.tools')}>
      {before.map((group) => (
        <div key={group[0]?.name} className="rich-group">
          {group.map((tool) => button(tool, index++))}
        </div>
      ))}
      <div className="rich-group">
        <LinkTool editor={editor} place={(onClick) => getItemProps({ index: link, onClick })} on={state.link} off={disabled} />
        <TableTool editor={editor} place={(onClick) => getItemProps({ index: link + 1, onClick })} on={state.table} off={disabled} />
      </div>
      <div className="rich-group">{after.map((tool, i) => button(tool, link + 2 + i))}</div>
      <div className="rich-group rich-last">
        <ToolButton {...getItemProps({ index: total - 1, onClick: onSource })} label={t('rich.source')} icon={IconCode} on={false} />
      </div>
    </div>
  );
}

export function SourceTools({ onLeave }: { readonly onLeave: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="rich-tools" role="toolbar" aria-label={t('rich.tools')}>
      <div className="rich-group rich-last">
        <ToolButton label={t('rich.source')} icon={IconCode} on onClick={onLeave} />
      </div>
    </div>
  );
}

interface ToolButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'disabled'> {
  readonly label: string;
  readonly icon: TablerIcon;
  readonly on?: boolean | undefined;
  readonly off?: boolean;
  readonly turns?: boolean | undefined;
}

/** One that is off can be stood on, so that the row keeps its order for who walks it by keys. */
function ToolButton({ label, icon: Icon, on, off = false, turns = false, className = '', onClick, ...rest }: ToolButtonProps) {
  return (
    <button
      type="button"
      className={`rich-tool ${className}`}
      aria-label={label}
      title={label}
      aria-pressed={on}
      aria-disabled={off || undefined}
      // The text keeps its selection, and on a phone its keyboard.
      onMouseDown={(e) => e.preventDefault()}
      onClick={off ? undefined : onClick}
      {...rest}
    >
      <Icon size={18} stroke={1.7} className={turns ? 'haat-flip' : undefined} aria-hidden="true" />
    </button>
  );
}

interface PlacedTool {
  readonly editor: Editor;
  /** What makes a button one of the row. */
  readonly place: (onClick?: MouseEventHandler) => ReturnType<ReturnType<typeof useRovingIndex>['getItemProps']>;
  readonly on: boolean;
  readonly off: boolean;
}

function LinkTool({ editor, place, on, off }: PlacedTool) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} width={300} trapFocus returnFocus shadow="md" position="bottom-start">
      <Popover.Target>
        <ToolButton {...place(() => setOpened((is) => !is))} label={t('rich.link')} icon={IconLink} on={on} off={off} />
      </Popover.Target>
      <Popover.Dropdown aria-label={t('rich.link')}>
        <LinkForm editor={editor} on={on} onDone={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function LinkForm({ editor, on, onDone }: { readonly editor: Editor; readonly on: boolean; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(() => (editor.getAttributes('link').href as string | undefined) ?? '');
  const [wrong, setWrong] = useState(false);
  const put = () => {
    const href = linkOf(typed);
    setWrong(href === null);
    if (href === null) return;
    onDone();
    const chain = editor.chain().focus();
    if (editor.state.selection.empty && !on) chain.insertContent({ type: 'text', text: typed.trim(), marks: [{ type: 'link', attrs: { href } }] }).run();
    // What the server said of the old address is not true of the new one.
    else chain.extendMarkRange('link').setLink({ href, rel: null }).run();
  };
  const remove = () => {
    onDone();
    editor.chain().focus().extendMarkRange('link').unsetLink().run();
  };
  return (
    <Stack gap="sm">
      <TextInput
        label={t('rich.link_to')}
        description={t('rich.link_hint')}
        value={typed}
        onChange={(e) => setTyped(e.currentTarget.value)}
        // This stands within the page's form, which Enter would send.
        onKeyDown={(e) => {
          if (e.key !== 'Enter') return;
          e.preventDefault();
          put();
        }}
        error={wrong && t('rich.link_wrong')}
        dir="ltr"
        inputMode="url"
        data-autofocus
      />
      <Group gap="xs" justify="flex-end">
        {on && (
          <Button size="xs" variant="subtle" color="red" onClick={remove}>
            {t('rich.link_remove')}
          </Button>
        )}
        <Button size="xs" onClick={put}>
          {t('rich.link_put')}
        </Button>
      </Group>
    </Stack>
  );
}

const tableVerbs: readonly { readonly label: TextKey; readonly run: (chain: ChainedCommands) => ChainedCommands; readonly danger?: boolean }[] = [
  { label: 'rich.row_before', run: (c) => c.addRowBefore() },
  { label: 'rich.row_after', run: (c) => c.addRowAfter() },
  { label: 'rich.column_before', run: (c) => c.addColumnBefore() },
  { label: 'rich.column_after', run: (c) => c.addColumnAfter() },
  { label: 'rich.header_row', run: (c) => c.toggleHeaderRow() },
  { label: 'rich.row_delete', run: (c) => c.deleteRow(), danger: true },
  { label: 'rich.column_delete', run: (c) => c.deleteColumn(), danger: true },
  { label: 'rich.table_delete', run: (c) => c.deleteTable(), danger: true },
];

/** Within a table there is much to do with it; elsewhere only one thing, which takes one press. */
function TableTool({ editor, place, on, off }: PlacedTool) {
  const { t } = useTranslation();
  const add = () => editor.chain().focus().insertTable({ rows: 3, cols: 2, withHeaderRow: true }).run();
  if (!on || off) return <ToolButton {...place(add)} label={t('rich.table_add')} icon={IconTable} on={false} off={off} />;
  return (
    <Menu position="bottom-start" shadow="md" returnFocus={false}>
      <Menu.Target>
        <ToolButton {...place()} label={t('rich.table')} icon={IconTable} on />
      </Menu.Target>
      <Menu.Dropdown>
        {tableVerbs.map(({ label, run, danger }) => (
          <Menu.Item key={label} color={danger ? 'red' : undefined} onClick={() => run(editor.chain().focus()).run()}>
            {t(label)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
