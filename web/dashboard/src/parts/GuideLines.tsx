import { Button, Text } from '@mantine/core';
import { Confirm } from '@haat/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { QueryKey } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readable } from '../app/problems.ts';

interface Line {
  readonly id: string;
  readonly name: string;
  readonly text: string;
}

interface Props {
  readonly lines: readonly Line[];
  readonly remove: (id: string) => PromiseLike<unknown>;
  readonly queryKey: QueryKey;
}

/** What a step has so far, each to be removed. */
export function GuideLines({ lines, remove, queryKey }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Line | null>(null);
  const run = useMutation({
    mutationFn: async (id: string) => remove(id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey });
      setAsked(null);
    },
  });
  if (lines.length === 0) return null;
  return (
    <>
      <ul className="lines">
        {lines.map((line) => (
          <li key={line.id}>
            <div className="lines-main">
              <bdi>{line.name}</bdi>
              <div className="lines-sub">{line.text}</div>
            </div>
            <Button size="xs" variant="subtle" onClick={() => setAsked(line)} aria-label={`${t('guide.remove')}: ${line.name}`}>
              {t('guide.remove')}
            </Button>
          </li>
        ))}
      </ul>
      <Confirm opened={asked !== null} onClose={() => setAsked(null)} onConfirm={() => asked && run.mutate(asked.id)} title={t('guide.remove_title', { name: asked?.name ?? '' })} verb={t('guide.remove')} danger busy={run.isPending} error={readable(run.error)}>
        <Text size="sm">{t('guide.remove_text')}</Text>
      </Confirm>
    </>
  );
}
