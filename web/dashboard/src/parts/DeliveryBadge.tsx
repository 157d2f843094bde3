import { StatusBadge } from '@haat/ui';
import { word } from '../app/i18n.ts';

interface Props {
  readonly of: { readonly status: string; readonly fulfilment_status: string };
  /** What stands where nothing will ever be sent. */
  readonly none?: string;
}

/** How far the goods have got; what was cancelled before it was sent does not wait to be sent. */
export function DeliveryBadge({ of, none }: Props) {
  if (of.status === 'cancelled' && of.fulfilment_status === 'unfulfilled') return none ?? null;
  return <StatusBadge status={of.fulfilment_status} label={word('status', of.fulfilment_status)} />;
}
