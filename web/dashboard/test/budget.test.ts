import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { initialChunks, zippedSize } from '../scripts/budget.ts';

const chunk = (imports: string[], isEntry = false, code = '') => ({ imports, isEntry, code });

describe('the initial script', () => {
  it('is the entry and all it cannot run without, once each, and nothing of what comes later', () => {
    const chunks = new Map([
      ['index.js', chunk(['react.js', 'ui.js'], true)],
      ['react.js', chunk(['shared.js'])],
      ['ui.js', chunk(['react.js', 'shared.js'])],
      ['shared.js', chunk(['index.js'])],
      ['Orders.js', chunk(['ui.js', 'table.js'])],
      ['table.js', chunk([])],
    ]);
    expect([...initialChunks(chunks)].sort()).toEqual(['index.js', 'react.js', 'shared.js', 'ui.js']);
  });

  it('is weighed as it goes over the wire', () => {
    const plain = 'x'.repeat(100_000);
    const dense = randomBytes(50_000).toString('hex');
    expect(zippedSize(new Map([['index.js', chunk([], true, plain)]]))).toBeLessThan(1000);
    const both = new Map([
      ['index.js', chunk(['dense.js'], true, plain)],
      ['dense.js', chunk([], false, dense)],
      ['later.js', chunk([], false, dense)],
    ]);
    expect(zippedSize(both)).toBeGreaterThan(50_000);
    expect(zippedSize(both)).toBeLessThan(70_000);
  });
});
