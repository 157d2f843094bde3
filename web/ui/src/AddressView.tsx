import { Text } from '@mantine/core';
import { addressLines } from './address.ts';
import { useUi } from './texts.tsx';
import type { AddressValue } from './types.ts';

interface Props {
  readonly address: AddressValue | null | undefined;
}

/** An address in the order of its own country; each line isolated, so that it reads right in text of either direction. */
export function AddressView({ address }: Props) {
  const { locale, say } = useUi();
  const lines = address ? addressLines(address, locale) : [];
  if (lines.length === 0) return <Text c="dimmed">{say('ui.address.none')}</Text>;
  return (
    <address style={{ fontStyle: 'normal', lineHeight: 1.55 }}>
      {lines.map((line, i) => (
        <div key={i}>
          <bdi>{line}</bdi>
        </div>
      ))}
    </address>
  );
}
