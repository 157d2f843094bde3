import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

interface Chunk {
  readonly code: string;
  /** What it needs before it can run; not what it fetches later. */
  readonly imports: readonly string[];
  readonly isEntry: boolean;
}

/** The chunks a browser must have before anything is drawn. */
export function initialChunks(chunks: ReadonlyMap<string, Chunk>): Set<string> {
  const needed = new Set([...chunks].filter(([, chunk]) => chunk.isEntry).map(([name]) => name));
  for (const name of needed) for (const next of chunks.get(name)?.imports ?? []) if (chunks.has(next)) needed.add(next);
  return needed;
}

export function zippedSize(chunks: ReadonlyMap<string, Chunk>): number {
  return [...initialChunks(chunks)].reduce((sum, name) => sum + gzipSync(chunks.get(name)?.code ?? '').length, 0);
}

/**
 * Fails the build when the script of the first screen weighs more than `limit` bytes, compressed. It only ever grows by
 * a little, so nobody would notice; what a page alone needs belongs to the page's own chunk.
 */
export function budget(limit: number): Plugin {
  return {
    name: 'haat-budget',
    apply: 'build',
    // After everything that makes code smaller.
    writeBundle(_, bundle) {
      const chunks = new Map(Object.entries(bundle).flatMap(([name, file]) => (file.type === 'chunk' ? [[name, file] as const] : [])));
      const size = zippedSize(chunks);
      const said = `the initial script is ${kilobytes(size)} compressed, of ${kilobytes(limit)} allowed`;
      if (size > limit) this.error(`${said}: ${[...initialChunks(chunks)].join(', ')}`);
      this.info(said);
    },
  };
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
