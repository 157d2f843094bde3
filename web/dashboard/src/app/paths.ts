/** Where the dashboard hangs on the server. */
export const basePath = '/dashboard';

/** A full address inside the dashboard, for links the router does not draw. */
export function href(path: string): string {
  return basePath + path;
}

/** Where to go after logging in: only ever a path of this dashboard, never another site. */
export function safeNext(next: string | undefined): string {
  if (!next || !next.startsWith('/') || next.startsWith('//') || next.includes('\\')) return '/';
  return next;
}
