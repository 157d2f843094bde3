/**
 * Waits until the browser has shown what is on the page now, or for a moment where it shows nothing, as in a
 * window nobody sees. What takes long to draw comes after that: a press is answered first.
 */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, 100);
    requestAnimationFrame(() =>
      setTimeout(() => {
        clearTimeout(late);
        resolve();
      }),
    );
  });
}
