import type { AddressValue, GalleryImage, GridVariant, MediaItem, TimePoint } from '../src/index.ts';

/** A drawn picture, so that stories need no network. */
export function drawn(color: string, ground = '%23dfe7e1'): string {
  return `data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 80 80'%3E%3Crect width='80' height='80' fill='${ground}'/%3E%3Cpath d='M22 30h30v18a14 14 0 0 1-14 14h-2a14 14 0 0 1-14-14z' fill='${color}'/%3E%3Cpath d='M52 34h4a8 8 0 0 1 0 16h-5' fill='none' stroke='${color}' stroke-width='5'/%3E%3C/svg%3E`;
}

export const colors = ['%2311694a', '%23a05a2c', '%232b5a8a', '%238a2b4e', '%235b5b3a'] as const;

export const long = 'A hand-thrown stoneware mug with a reactive glaze that comes out of the kiln a little different every time, made for people who drink their tea slowly';
export const arabic = 'كوب خزفي مصنوع يدويًا بطلاء أزرق من ورشة النهر';
export const unbroken = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

export const kathmandu: AddressValue = { first_name: 'Asha', last_name: 'Gurung', line1: 'Jhamsikhel Marg 12', city: 'Lalitpur', region: 'Bagmati', country: 'NP', phone: '+977 1 5550101' };
export const tokyo: AddressValue = { first_name: '花子', last_name: '山田', line1: '丸の内1-1-1', city: '千代田区', region: '東京都', postcode: '100-0005', country: 'JP' };
export const riyadh: AddressValue = { first_name: 'عمر', last_name: 'الحداد', line1: 'طريق الملك فهد ١٢', city: 'الرياض', postcode: '11564', country: 'SA', phone: '+966 11 555 0101' };

export const gallery: readonly GalleryImage[] = colors.map((color, i) => ({ id: `g${i}`, src: drawn(color), alt: i === 1 ? '' : `The mug in glaze ${i + 1}` }));
export const media: readonly MediaItem[] = [...Array(12).keys()].map((i) => ({ id: `m${i}`, src: drawn(colors[i % 5] ?? colors[0], i % 2 ? '%23efe6d8' : '%23dfe7e1'), name: i === 3 ? 'tidal-mug-on-the-window-sill-in-the-morning-light.jpg' : `mug-${i + 1}.jpg` }));

/** `count` days of sales that rise and fall by the week, the same in every run. */
export function days(count: number, from: string, lift = 1): TimePoint[] {
  const start = Date.parse(`${from}T00:00:00Z`);
  return [...Array(count).keys()].map((i) => ({
    at: new Date(start + i * 86_400_000).toISOString().slice(0, 10),
    value: Math.round((52_000 + 21_000 * Math.sin((i / 7) * 2 * Math.PI) + 900 * i + ((i * 7919) % 17) * 800) * lift),
  }));
}

/** Variants by colour, size and cloth, with a price and a stock. */
export function variants(wanted: number): GridVariant[] {
  const all: GridVariant[] = [];
  for (const color of ['Sand', 'Pine', 'Night', 'Clay', 'Snow', 'Moss', 'Rust', 'Sky', 'Plum', 'Ash'])
    for (const size of ['XS', 'S', 'M', 'L', 'XL', 'XXL', '3XL', '4XL', '5XL', '6XL'])
      for (const cloth of ['Cotton', 'Linen', 'Wool', 'Hemp', 'Silk']) all.push({ id: `${color}-${size}-${cloth}`, values: [color, size, cloth], cells: { price: '24.00', stock: String((all.length * 7) % 40) } });
  return all.slice(0, wanted);
}
