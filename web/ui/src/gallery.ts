export interface GalleryImage {
  readonly id: string;
  readonly src: string;
  /** What the picture shows, for people who cannot see it. */
  readonly alt: string;
}

/** The list with the thing at `from` standing at `to`, and all others in their order; the same list when nothing moves. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const item = list[from];
  const place = Math.min(Math.max(to, 0), list.length - 1);
  if (item === undefined || place === from) return list;
  const rest = list.filter((_, i) => i !== from);
  return [...rest.slice(0, place), item, ...rest.slice(place)];
}

/** The list with a removed thing back at its place, or at the end when the list has become shorter. */
export function putBack<T>(list: readonly T[], item: T, at: number): readonly T[] {
  return [...list.slice(0, at), item, ...list.slice(at)];
}
