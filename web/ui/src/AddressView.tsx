import { Text } from '@mantine/core';
import { addressFormat, countryName } from './countries.ts';
import { useUi } from './texts.tsx';
import type { AddressValue } from './types.ts';

/** The lines of an address as its own country writes them. */
export function addressLines(address: AddressValue, locale: string): string[] {
  const name = [address.first_name, address.last_name].filter(Boolean).join(' ');
  const part = (p: string) => (p === 'name' ? name : (address[p as keyof AddressValue] ?? ''));
  const lines = addressFormat(address.country).lines.map((parts) => parts.map(part).filter(Boolean).join(' '));
  if (address.country) lines.push(countryName(address.country, locale));
  if (address.phone) lines.push(address.phone);
  return lines.filter((line) => line !== '');
}

interface Props {
  readonly address: AddressValue | null | undefined;
}

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
