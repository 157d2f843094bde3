import './screens.css';

import { Text } from '@mantine/core';
import type { TextProps } from '@mantine/core';
import { formatMoney } from './amounts.ts';
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
  const written = value && formatMoney(value, locale);
  const amount = written ? <bdi>{struck ? <s>{written}</s> : written}</bdi> : '–';
  // A list has hundreds of them, and few wish for a look of their own.
  if (Object.keys(text).length === 0) return <span className="haat-money">{amount}</span>;
  return (
    <Text span inherit {...text} className="haat-money">
      {amount}
    </Text>
  );
}
