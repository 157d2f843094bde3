/** One answer of a list: its rows and where the next page begins. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next_cursor?: string | null;
  readonly total?: number | null;
}

type Fetch<P> = (cursor: string | undefined) => Promise<P>;

/**
 * A list call that has not been made yet. Awaiting it gives the first page;
 * `for await` walks every row of every page, asking for the next page only
 * when it is needed.
 */
export class Pages<T, P extends Page<T> = Page<T>> implements PromiseLike<P>, AsyncIterable<T> {
  readonly #fetch: Fetch<P>;
  readonly #from: string | undefined;

  constructor(fetch: Fetch<P>, from?: string) {
    this.#fetch = fetch;
    this.#from = from;
  }

  then<A = P, B = never>(
    resolve?: ((page: P) => A | PromiseLike<A>) | null,
    reject?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#fetch(this.#from).then(resolve, reject);
  }

  /** Page by page, for callers that show progress. */
  async *pages(): AsyncGenerator<P, void, undefined> {
    const seen = new Set<string>();
    let cursor = this.#from;
    for (;;) {
      const page = await this.#fetch(cursor);
      yield page;
      const next = page.next_cursor;
      // A cursor that comes back would be an endless loop against the server.
      if (!next || seen.has(next)) return;
      seen.add(next);
      cursor = next;
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page.items;
  }
}
