import './screens.css';

import { toneOf } from './tones.ts';
import type { Tone } from './tones.ts';

interface Props {
  readonly status: string;
  /** The word shown; the app translates it. Without one the state's own name stands in. */
  readonly label?: string;
  readonly tone?: Tone;
}

/** A state as a word with a colour; the word alone carries the meaning. Plain, as a list has hundreds of them. */
export function StatusBadge({ status, label, tone = toneOf(status) }: Props) {
  return (
    <span className="haat-badge" data-tone={tone}>
      {label ?? status.replaceAll('_', ' ')}
    </span>
  );
}
