import './Appearance.css';

import { ProblemNotice } from '@haat/ui';
import { Skeleton } from '@mantine/core';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { readable } from '../app/problems.ts';
import type { Appearance, Drawn, Picture } from '../app/types.ts';
import type { PaletteQuery } from './usePalette.ts';

interface Look {
  readonly name: string;
  readonly corners: Appearance['corners'];
  readonly font: Appearance['font'];
  readonly logo: Picture;
  readonly logoDark: Picture;
}

/** A piece of the shop in the light and in the dark, with how well each can be read. */
export function AppearancePreview({ palette, ...look }: Look & { readonly palette: PaletteQuery }) {
  const { t } = useTranslation();
  return (
    <section className="panel appearance-preview" aria-busy={palette.isFetching}>
      <h2>{t('appearance.preview')}</h2>
      {palette.error && <ProblemNotice error={readable(palette.error)} onRetry={() => void palette.refetch()} />}
      {palette.data ? (
        <>
          <Side title={t('appearance.light')} colours={palette.data.light} {...look} />
          <Side title={t('appearance.dark')} colours={palette.data.dark} night {...look} />
        </>
      ) : (
        !palette.error && <Skeleton height={420} />
      )}
    </section>
  );
}

const radii = { soft: ['12px', '99px'], square: ['0', '0'], round: ['22px', '99px'] } as const;
const serif = 'ui-serif, Georgia, "Noto Serif", "Noto Naskh Arabic", "Noto Serif Devanagari", serif';

function Side({ title, colours: c, night = false, name, corners, font, logo, logoDark }: Look & { readonly title: string; readonly colours: Drawn; readonly night?: boolean }) {
  const { t } = useTranslation();
  const [radius, pill] = radii[corners];
  const shown = night && logoDark.url ? logoDark : logo;
  const style: CSSProperties = { background: c.paper, color: c.ink, borderColor: c.line, borderRadius: radius, fontFamily: font === 'serif' ? serif : undefined };
  return (
    <div className="appearance-side">
      <h3>{title}</h3>
      {/* The numbers below say it to who cannot see this. */}
      <div className="appearance-shop" style={style} aria-hidden="true">
        <div className="appearance-row">
          {shown.url ? (
            <img src={shown.url} alt="" style={night && !logoDark.url ? { background: c.on_inverse, padding: 4 } : undefined} />
          ) : (
            <strong style={{ fontFamily: font === 'classic' ? serif : undefined }}>{name}</strong>
          )}
          <span className="appearance-tag" style={{ background: c.accent, color: c.on_accent, borderRadius: corners === 'square' ? 0 : 6 }}>
            −20%
          </span>
        </div>
        <p>
          {t('appearance.sample')} <span style={{ textDecoration: 'underline', textDecorationColor: c.accent, textDecorationThickness: 2 }}>{t('appearance.sample_link')}</span>
        </p>
        <p style={{ color: c.ink_soft }}>{t('appearance.sample_soft')}</p>
        <div className="appearance-row">
          <span className="appearance-button" style={{ background: c.accent, color: c.on_accent, borderRadius: pill }}>
            {t('appearance.sample_button')}
          </span>
          <span className="appearance-button" style={{ background: c.accent_strong, color: c.on_accent, borderRadius: pill }}>
            {t('appearance.sample_hover')}
          </span>
        </div>
        <div className="appearance-tint" style={{ background: c.accent_soft, borderRadius: corners === 'square' ? 0 : 8 }}>
          {t('appearance.sample_tint')}
        </div>
        <div className="appearance-foot" style={{ background: c.inverse, color: c.on_inverse, borderBlockStart: `3px solid ${c.accent_on_inverse}` }}>
          {t('appearance.sample_foot')}
        </div>
      </div>
      <table className="appearance-ratios">
        <caption>{t('appearance.contrast')}</caption>
        <tbody>
          {c.contrast.map((r) => (
            <tr key={r.pair}>
              <th scope="row">{t(`appearance.pair_${r.pair}`)}</th>
              <td>
                <bdi>{r.ratio.toFixed(1)} : 1</bdi>
              </td>
              <td>{t(word(r))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function word({ ratio, least }: Drawn['contrast'][number]) {
  if (ratio < least) return 'appearance.too_little';
  return ratio >= 7 ? 'appearance.very_good' : 'appearance.good';
}
