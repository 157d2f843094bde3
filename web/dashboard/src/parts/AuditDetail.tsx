import './AuditDetail.css';

import { Group, Text } from '@mantine/core';
import { When, formatMoney, useUi } from '@haat/ui';
import { IconArrowNarrowRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { changesOf, isMoney, nameOf, placeOf, whoOf } from '../app/audit.ts';
import type { Change } from '../app/audit.ts';
import { word } from '../app/i18n.ts';
import { useSession } from '../app/session.ts';
import type { AuditEntry } from '../app/types.ts';
import { TextLink } from '../app/LinkButton.tsx';

/** More than that nobody reads; the API has the rest. */
const most = 100;

/** One entry: who, when and where from, and what is different since, member by member. */
export function AuditDetail({ entry, onLeave }: { readonly entry: AuditEntry; readonly onLeave: () => void }) {
  const { t } = useTranslation();
  const { can } = useSession();
  const to = placeOf(entry, can);
  const changes = changesOf(entry);
  return (
    <>
      <dl className="facts">
        <Fact name={t('audit.what')}>
          {word('entity', entry.entity)} <bdi>{nameOf(entry)}</bdi>
        </Fact>
        <Fact name={t('audit.who')}>
          <bdi>{whoOf(entry)}</bdi>
        </Fact>
        <Fact name={t('audit.at')}>
          <When at={entry.at} />
        </Fact>
        {entry.network !== '' && (
          <Fact name={t('audit.network')}>
            <bdi dir="ltr">{entry.network}</bdi>
          </Fact>
        )}
        <Fact name={t('audit.chain')}>{entry.seq ?? t('audit.unsealed')}</Fact>
      </dl>
      {changes.length === 0 ? (
        <Text c="dimmed" size="sm">
          {t('audit.no_changes')}
        </Text>
      ) : (
        <ul className="audit-changes" aria-label={t('audit.changes')}>
          {changes.slice(0, most).map((c, i) => (
            <ChangeLine key={`${c.label} ${i}`} change={c} />
          ))}
        </ul>
      )}
      {changes.length > most && (
        <Text c="dimmed" size="sm" mt="xs">
          {t('audit.first', { number: most })}
        </Text>
      )}
      <Group mt="md" gap="lg">
        {to && (
          <TextLink to={to} params={{ id: entry.entity_id }} onClick={onLeave}>
            {t('audit.open')}
          </TextLink>
        )}
        <TextLink to="/audit" search={{ entity: entry.entity, entity_id: entry.entity_id }} onClick={onLeave}>
          {t('audit.about_this')}
        </TextLink>
        {entry.actor_id !== '' && (
          <TextLink to="/audit" search={{ actor_id: entry.actor_id }} onClick={onLeave}>
            {t('audit.by_them')}
          </TextLink>
        )}
      </Group>
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function ChangeLine({ change }: { readonly change: Change }) {
  return (
    <li>
      <span className="audit-member">
        <bdi>{change.label}</bdi>
      </span>
      <del>
        <Value member={change.member} value={change.before} />
      </del>
      <IconArrowNarrowRight className="haat-flip" size={18} aria-hidden />
      <ins>
        <Value member={change.member} value={change.after} />
      </ins>
    </li>
  );
}

const states = new Set(['status', 'payment_status', 'fulfilment_status', 'moderation']);
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;
const longest = 400;

/** A recorded value as people read it. */
function Value({ member, value }: { readonly member: string; readonly value: unknown }) {
  const { t } = useTranslation();
  const { locale } = useUi();
  if (value === undefined || value === null || value === '') return <span className="audit-nothing">{t('audit.nothing')}</span>;
  if (typeof value === 'boolean') return <>{t(value ? 'audit.yes' : 'audit.no')}</>;
  if (isMoney(value)) return <>{formatMoney(value, locale)}</>;
  if (typeof value === 'string' && states.has(member)) return <>{word('status', value)}</>;
  if (typeof value === 'string' && moment.test(value)) return <When at={value} />;
  const text = Array.isArray(value) && value.every((v) => typeof v !== 'object') ? value.join(', ') : typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (text === '') return <span className="audit-nothing">{t('audit.nothing')}</span>;
  return <bdi>{text.length > longest ? `${text.slice(0, longest)}…` : text}</bdi>;
}
