import { render } from '@testing-library/react';
import { App } from '../src/app/App.tsx';
import { startTexts } from '../src/app/i18n.ts';
import { fakeStore } from './fake-store.ts';
import type { Asked } from './fake-store.ts';

/** Opens the whole dashboard at a path, over a server made of the given answers. */
export async function open(path: string, routes: Parameters<typeof fakeStore>[0]): Promise<{ asked: Asked[]; sent: (method: string, path: string) => Asked[] }> {
  await startTexts('en');
  window.history.replaceState(null, '', `/dashboard${path}`);
  const { store, asked } = fakeStore(routes);
  render(<App store={store} />);
  return { asked, sent: (method, at) => asked.filter((a) => a.method === method && a.path === at) };
}
