import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import '@haat/ui/tokens.css';

import { createStoreClient } from '@haat/store-client';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { startTexts } from './app/i18n.ts';

let signedOut = () => {};

const store = createStoreClient({ onSignedOut: () => signedOut() });

async function start(): Promise<void> {
  await startTexts(document.documentElement.lang);
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no #root');
  createRoot(root).render(
    <StrictMode>
      <App store={store} onReady={(show) => (signedOut = show)} />
    </StrictMode>,
  );
}

void start();
