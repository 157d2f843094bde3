/** A list's state as it stands in the address bar: plain text, nothing encoded twice. */
export type ListSearch = Readonly<Record<string, string | undefined>>;

export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries([...new URLSearchParams(text)].filter(([, value]) => value !== ''));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) if (value !== undefined && value !== null && value !== '') params.set(name, String(value));
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** Lets only the names a page knows through; a hand-made address cannot smuggle more into a request. */
export function only(names: readonly string[]) {
  return (search: Record<string, unknown>): ListSearch => {
    const known = names.filter((n) => typeof search[n] === 'string' && search[n] !== '');
    return Object.fromEntries(known.map((n) => [n, String(search[n])]));
  };
}
