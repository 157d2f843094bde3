import { Text } from '@mantine/core';
import type { TextProps } from '@mantine/core';
import { formatMoney } from './money.ts';
import { useUi } from './texts.tsx';
import type { MoneyValue } from './types.ts';

interface Props extends TextProps {
  readonly value: MoneyValue | null | undefined;
  /** A former price is struck through and says so to a screen reader by its element. */
  readonly struck?: boolean;
}

/** An amount for people. Direction-isolated, so that it reads right inside Arabic text. */
export function Money({ value, struck = false, ...text }: Props) {
  const { locale } = useUi();
  if (!value) return <Text span {...text}>–</Text>;
  return (
    <Text span inherit {...text} style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
      <bdi>{struck ? <s>{formatMoney(value, locale)}</s> : formatMoney(value, locale)}</bdi>
    </Text>
  );
}
