import { useTranslation } from 'react-i18next';
import { useStores } from '../app/useStores.ts';

/** How a key's scope is called: a seller by their stores. */
export function useSellerName(): (sellerId: string) => string {
  const { t } = useTranslation();
  const stores = useStores();
  return (sellerId) => {
    if (sellerId === '') return t('keys.platform');
    return stores.filter((s) => s.seller_id === sellerId).map((s) => s.name).join(', ') || sellerId;
  };
}
