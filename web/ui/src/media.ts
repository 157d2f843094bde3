export interface MediaItem {
  readonly id: string;
  readonly src: string;
  /** What the picture shows; the name stands in without. */
  readonly alt?: string;
  readonly name: string;
}

/** A file on its way. The caller makes one per accepted file and moves it along. */
export interface MediaUpload {
  readonly id: string;
  readonly name: string;
  /** From 0 to 1; null while nobody can tell. */
  readonly progress: number | null;
  /** Shows it before it has arrived, e.g. an object URL. */
  readonly preview?: string;
  /** Why it failed. */
  readonly problem?: string;
}

export interface MediaLimits {
  /** MIME types, as in an input's accept; "image/*" takes every picture. */
  readonly kinds: readonly string[];
  readonly bytes: number;
}

export type Refusal = 'refused_kind' | 'refused_size' | 'refused_empty';

/** Why a file is not even sent, or null. The server decides in the end. */
export function refusal(file: Pick<File, 'type' | 'size'>, { kinds, bytes }: MediaLimits): Refusal | null {
  const taken = kinds.some((kind) => kind === file.type || (kind.endsWith('/*') && file.type.startsWith(kind.slice(0, -1))));
  if (!taken) return 'refused_kind';
  if (file.size === 0) return 'refused_empty';
  return file.size > bytes ? 'refused_size' : null;
}

/** "5 MB", in the reader's language. */
export function formatBytes(bytes: number, locale: string): string {
  const [unit, size] = bytes >= 1e6 ? (['megabyte', 1e6] as const) : (['kilobyte', 1e3] as const);
  return new Intl.NumberFormat(locale, { style: 'unit', unit, numberingSystem: 'latn', maximumFractionDigits: 1 }).format(bytes / size);
}

/** "JPEG, PNG": the kinds by the names people know them by. */
export function kindNames(kinds: readonly string[], locale: string): string {
  const names = kinds.map((kind) => (kind.split('/')[1] ?? kind).replace(/\+xml$/, '').toUpperCase());
  return new Intl.ListFormat(locale, { type: 'unit', style: 'short' }).format(names);
}
