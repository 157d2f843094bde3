import { useUi } from '@haat/ui';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly now: number;
  readonly before: number;
}

/** By how much something is more or less than before. Of nothing there is no share: that says nothing. */
export function Change({ now, before }: Props) {
  const { t } = useTranslation();
  const { locale } = useUi();
  if (before <= 0) return null;
  const share = (now - before) / before;
  // Growth from next to nothing is not worth its digits.
  const text = share > 9.99 ? '>+999%' : new Intl.NumberFormat(locale, { style: 'percent', numberingSystem: 'latn', maximumFractionDigits: Math.abs(share) < 0.1 ? 1 : 0, signDisplay: 'exceptZero' }).format(share);
  return (
    <bdi className="home-change" data-way={now > before ? 'up' : now < before ? 'down' : 'same'} title={t('home.change')}>
      {text}
    </bdi>
  );
}
