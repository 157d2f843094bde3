/** Sleeps, or rejects with the signal's reason as soon as it aborts. */
export function wait(ms: number, signal?: AbortSignal | null): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/** Exponential with full jitter, so that many clients never knock in step. */
export function backoff(attempt: number, random: () => number, base = 250, cap = 8000): number {
  return Math.round(random() * Math.min(cap, base * 2 ** attempt));
}
