import './Timeline.css';

import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { When } from './When.tsx';
import { useUi } from './texts.tsx';
import { formatWhen } from './time.ts';
import type { Tone } from './tones.ts';

export interface TimelineItem {
  readonly id: string;
  /** RFC 3339. */
  readonly at: string;
  readonly title: ReactNode;
  readonly actor?: string | null;
  readonly body?: ReactNode;
  readonly tone?: Tone;
}

interface Props {
  /** Newest first. */
  readonly items: readonly TimelineItem[];
}

/** What happened, newest first, with a heading for each day. */
export function Timeline({ items }: Props) {
  const { locale, timeZone, say } = useUi();
  if (items.length === 0) return <Text c="dimmed">{say('ui.timeline.empty')}</Text>;
  const days = grouped(items, (item) => formatWhen(item.at, locale, timeZone, 'date'));
  return (
    <div className="haat-timeline">
      {[...days].map(([day, entries]) => (
        <section key={day} aria-label={day}>
          <div className="haat-timeline-day">{day}</div>
          <ol>
            {entries.map((item) => (
              <li key={item.id} data-tone={item.tone ?? 'neutral'}>
                <div className="haat-timeline-head">
                  <span>{item.title}</span>
                  <span className="haat-timeline-meta">
                    <bdi>{item.actor || say('ui.timeline.system')}</bdi> · <When at={item.at} show="time" />
                  </span>
                </div>
                {item.body && <div className="haat-timeline-body">{item.body}</div>}
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function grouped(items: readonly TimelineItem[], key: (item: TimelineItem) => string): Map<string, TimelineItem[]> {
  const days = new Map<string, TimelineItem[]>();
  for (const item of items) days.set(key(item), [...(days.get(key(item)) ?? []), item]);
  return days;
}
