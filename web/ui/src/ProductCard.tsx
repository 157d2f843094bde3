import './cards.css';

import { Checkbox, Skeleton, VisuallyHidden } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { useState } from 'react';
import type { MouseEvent, ReactNode } from 'react';
import { formatMoney } from './amounts.ts';
import { Money } from './Money.tsx';
import { isolated, useUi } from './texts.tsx';
import type { MoneyValue } from './types.ts';

export interface ProductCardValue {
  readonly id: string;
  readonly title: string;
  readonly image?: string | null;
  /** What the picture shows; empty when the title says it. */
  readonly alt?: string;
  readonly price: MoneyValue | null;
  /** The price before a reduction. */
  readonly compareAt?: MoneyValue | null;
  /** The variants differ in price, and `price` is the lowest. */
  readonly from?: boolean;
  /** Pieces on the shelf; absent when they are not counted. */
  readonly stock?: number | null;
  /** Who sells it. */
  readonly store?: string;
}

interface Props {
  readonly product: ProductCardValue;
  readonly href?: string;
  /** Called for a plain click on the link; the browser follows it without. */
  readonly onOpen?: () => void;
  /** E.g. the state of a draft. */
  readonly badge?: ReactNode;
  /** Buttons under the text. */
  readonly actions?: ReactNode;
  readonly selected?: boolean;
  readonly onSelect?: (selected: boolean) => void;
  /** At this many pieces the card begins to say how few are left. */
  readonly fewAt?: number;
}

/** A product as a card: picture, name, what it costs, whether there is any. */
export function ProductCard({ product, href, onOpen, badge, actions, selected = false, onSelect, fewAt = 5 }: Props) {
  const { say } = useUi();
  return (
    <article className="haat-card" data-selected={selected || undefined}>
      <Picture product={product} />
      {onSelect && <Checkbox className="haat-card-pick" aria-label={say('ui.product.select', { title: product.title })} checked={selected} onChange={(e) => onSelect(e.currentTarget.checked)} />}
      {badge && <div className="haat-card-badge">{badge}</div>}
      <div className="haat-card-text">
        {product.store && <div className="haat-card-store">{product.store}</div>}
        <div className="haat-card-title">{href === undefined ? product.title : <CardLink href={href} onOpen={onOpen} title={product.title} />}</div>
        <Price {...product} />
        <Stock stock={product.stock} fewAt={fewAt} />
      </div>
      {actions && <div className="haat-card-actions">{actions}</div>}
    </article>
  );
}

/** The place of a card whose product is still on its way. */
export function ProductCardSkeleton() {
  const { say } = useUi();
  return (
    <div className="haat-card" role="status" aria-label={say('ui.product.loading')}>
      <Skeleton className="haat-card-picture" radius={0} />
      <div className="haat-card-text">
        <Skeleton height={14} width="40%" />
        <Skeleton height={16} width="85%" mt={6} />
        <Skeleton height={16} width="30%" mt={6} />
      </div>
    </div>
  );
}

function Picture({ product }: { readonly product: ProductCardValue }) {
  const [broken, setBroken] = useState<string | null>(null);
  const { image, alt = '' } = product;
  return (
    <div className="haat-card-picture">
      {image && image !== broken ? (
        <img src={image} alt={alt} loading="lazy" decoding="async" onError={() => setBroken(image)} />
      ) : (
        <IconPhoto size={32} stroke={1.4} aria-hidden="true" />
      )}
    </div>
  );
}

interface CardLinkProps {
  readonly href: string;
  readonly onOpen: (() => void) | undefined;
  readonly title: string;
}

/** The link's own area covers the card (in the style sheet), so there is one link with one name. */
function CardLink({ href, onOpen, title }: CardLinkProps) {
  const follow = (event: MouseEvent) => {
    // A modified click belongs to the browser: new tab, new window, download.
    if (!onOpen || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onOpen();
  };
  return (
    <a href={href} onClick={follow}>
      {title}
    </a>
  );
}

function Price({ price, compareAt, from = false }: ProductCardValue) {
  const { locale, say } = useUi();
  const reduced = price && compareAt && compareAt.currency === price.currency && compareAt.amount > price.amount;
  return (
    <div className="haat-card-price">
      {price && from ? <span>{say('ui.product.from', { price: isolated(formatMoney(price, locale)) })}</span> : <Money value={price} />}
      {reduced && (
        <span className="haat-card-was">
          <VisuallyHidden>{say('ui.product.was')} </VisuallyHidden>
          <Money value={compareAt} struck />
        </span>
      )}
    </div>
  );
}

function Stock({ stock, fewAt }: { readonly stock: number | null | undefined; readonly fewAt: number }) {
  const { say } = useUi();
  if (stock === null || stock === undefined || stock > fewAt) return null;
  if (stock <= 0) return <div className="haat-card-stock">{say('ui.product.sold_out')}</div>;
  return (
    <div className="haat-card-stock" data-few>
      {say('ui.product.few_left', { count: stock })}
    </div>
  );
}
