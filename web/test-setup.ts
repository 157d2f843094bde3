import { afterEach, vi } from 'vitest';
import { cleanup } from '@testing-library/react';

// happy-dom really opens connections for relative addresses. A screen that is
// not handed a fake server has to fail loudly, not reach for the network.
vi.stubGlobal('fetch', () => Promise.reject(new Error('a test reached for the network')));

afterEach(cleanup);
