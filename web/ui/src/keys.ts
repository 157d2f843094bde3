interface Pressed {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
}

/**
 * The key as a Latin keyboard would say it. Somebody who writes Arabic or Nepali presses the key where j is, and
 * should not have to change the keyboard to go down a list.
 */
export function latinKey({ key, code, shiftKey }: Pressed): string {
  if (key.length !== 1 || key <= '~') return key;
  if (code === 'Slash') return shiftKey ? '?' : '/';
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  return letter ? letter.toLowerCase() : key;
}
