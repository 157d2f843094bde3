import { afterEach, vi } from 'vitest';
import { cleanup, configure } from '@testing-library/react';

// happy-dom really opens connections for relative addresses. A screen that is
// not handed a fake server has to fail loudly, not reach for the network.
vi.stubGlobal('fetch', () => Promise.reject(new Error('a test reached for the network')));

// happy-dom has no document.fonts, which fields that grow with their text listen to.
Object.defineProperty(document, 'fonts', { value: new EventTarget() });

// The first visit of a page loads its code, which takes a while on a busy machine.
configure({ asyncUtilTimeout: 15_000 });

afterEach(cleanup);
