import './RecordForm.css';

import { Anchor, Button, NativeSelect, Stack, Text } from '@mantine/core';
import { Confirm, PageHeader, ProblemNotice } from '@haat/ui';
import { IconExternalLink } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { told } from '../app/notify.ts';
import { readable } from '../app/problems.ts';
import { LeaveGuard } from './LeaveGuard.tsx';
import { MergedNotice } from './MergedNotice.tsx';
import type { Languages } from './useLanguages.ts';
import type { RecordState } from './useRecord.ts';

interface Props {
  readonly record: Omit<RecordState<object, unknown>, 'change' | 'text'>;
  readonly title: ReactNode;
  /** The link to the list it stands in. */
  readonly back?: ReactNode;
  readonly badges?: ReactNode;
  readonly description?: ReactNode;
  /** Where the shop shows it; absent while it does not. */
  readonly seen?: string;
  /** Pictures are on their way. */
  readonly sending?: boolean;
  readonly deletion?: ReactNode;
  readonly children: ReactNode;
  /** What belongs to it and is saved by itself. */
  readonly beside?: ReactNode;
}

/** The frame of a record's page: what it is, whether it is saved, and what can be done. */
export function RecordForm({ record, title, back, badges, description, seen, sending = false, deletion, children, beside }: Props) {
  const { t } = useTranslation();
  const { base, dirty, locked } = record;
  const form = useFocusOnProblem(record);
  return (
    <>
      <form
        ref={form}
        onSubmit={(e) => {
          e.preventDefault();
          record.submit();
        }}
        noValidate
      >
        <PageHeader
          title={title}
          back={back}
          badges={badges}
          description={
            seen ? (
              <Anchor href={seen} target="_blank" rel="noreferrer" size="sm">
                {t('store.visit')} <IconExternalLink size={14} aria-hidden="true" />
              </Anchor>
            ) : (
              description
            )
          }
          actions={
            !locked && (
              <>
                {(dirty || sending) && (
                  <Text size="sm" c="dimmed" role="status" className="record-unsaved">
                    {sending ? t('picture.sending') : t('product.unsaved')}
                  </Text>
                )}
                {deletion}
                <Button type="submit" loading={record.saving} disabled={sending || (base !== null && !dirty)}>
                  {t('product.save')}
                </Button>
              </>
            )
          }
        />
        <Stack gap="md">
          {record.merged && dirty && <MergedNotice {...record} />}
          <ProblemNotice error={readable(record.error)} />
          {record.incomplete && <ProblemNotice error={{ message: t('product.fix') }} />}
          {children}
        </Stack>
      </form>
      {beside}
      <LeaveGuard when={dirty || sending} />
    </>
  );
}

/** Whoever is told that something is wrong goes on at the first of it. */
function useFocusOnProblem({ error, tried }: Pick<Props['record'], 'error' | 'tried'>): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error || tried) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [error, tried]);
  return form;
}

/** The languages a record can be written in; nothing where the shop speaks one. */
export function LanguageChoice({ languages, written, write }: { readonly languages: Languages; readonly written: string | null; readonly write: (locale: string | null) => void }) {
  const { t } = useTranslation();
  if (languages.others.length === 0) return null;
  const firstName = languages.first?.name ?? t('sections.first_language');
  return (
    <NativeSelect
      label={t('sections.language')}
      description={t('sections.language_hint', { language: firstName })}
      value={written ?? ''}
      onChange={(e) => write(e.currentTarget.value || null)}
      data={[{ value: '', label: firstName }, ...languages.others.map((l) => ({ value: l.code, label: l.name }))]}
    />
  );
}

interface DeletionProps {
  /** The question. */
  readonly title: string;
  /** What happens, or what has to happen first. */
  readonly text: string;
  /** It cannot be deleted yet. */
  readonly blocked?: boolean;
  readonly remove: () => PromiseLike<unknown>;
  readonly message: string;
  readonly lists: readonly string[];
  /** Goes back to the list it stood in. */
  readonly onGone: () => unknown;
}

/** The button that deletes a record, and the question before. */
export function Deletion({ title, text, blocked = false, remove, message, lists, onGone }: DeletionProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const act = useMutation({
    mutationFn: async () => await remove(),
    onSuccess: async () => {
      told(message);
      await Promise.all(lists.map((list) => queries.invalidateQueries({ queryKey: [list] })));
      await onGone();
    },
  });
  const close = () => {
    act.reset();
    setAsking(false);
  };
  return (
    <>
      <Button variant="subtle" color="red" onClick={() => setAsking(true)}>
        {t('product.delete')}
      </Button>
      <Confirm opened={asking} onClose={close} onConfirm={() => act.mutate()} title={title} verb={t('product.delete')} danger busy={act.isPending} disabled={blocked} error={readable(act.error)}>
        <Text size="sm">{text}</Text>
      </Confirm>
    </>
  );
}
