import './screens.css';

import { IconPhoto } from '@tabler/icons-react';
import { useState } from 'react';
import { useUi } from './texts.tsx';

interface Props {
  readonly src: string | null | undefined;
  /** Empty when the product's name stands beside it. */
  readonly alt?: string;
  readonly size?: number;
}

/** A product's picture on the tinted ground, or a placeholder of the same size. */
export function ProductThumb({ src, alt = '', size = 40 }: Props) {
  const { say } = useUi();
  const [broken, setBroken] = useState<string | null>(null);
  const box = { inlineSize: size, blockSize: size };
  if (!src || src === broken) {
    return (
      <span className="haat-thumb" style={box} title={say('ui.thumb.none')}>
        <IconPhoto size={Math.round(size * 0.5)} stroke={1.4} aria-hidden="true" />
      </span>
    );
  }
  return (
    <span className="haat-thumb" style={box}>
      <img src={src} alt={alt} width={size} height={size} loading="lazy" decoding="async" onError={() => setBroken(src)} />
    </span>
  );
}
