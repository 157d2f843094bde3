import { NativeSelect, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import type { Appearance, Settings } from '../app/types.ts';
import { AccentField } from '../parts/AccentField.tsx';
import { AppearancePreview } from '../parts/AppearancePreview.tsx';
import { FooterEditor } from '../parts/FooterEditor.tsx';
import { PictureChoice, usePictures } from '../parts/PictureChoice.tsx';
import { RecordForm } from '../parts/RecordForm.tsx';
import { usePalette } from '../parts/usePalette.ts';
import { useRecord } from '../parts/useRecord.ts';
import { useSettingsRecord, WithSettings } from '../parts/WithSettings.tsx';

export function AppearancePage() {
  return <WithSettings>{(saved) => <AppearanceForm saved={saved} />}</WithSettings>;
}

function useAppearance(saved: Settings) {
  const { t } = useTranslation();
  const store = useStore();
  return useRecord({
    ...useSettingsRecord(saved),
    draftOf: (s) => s.appearance,
    send: (appearance, base) => store.settings.update({ appearance }, { ifMatch: `"${base.version}"` }),
    names: {
      accent: t('appearance.accent'),
      paper: t('appearance.paper'),
      corners: t('appearance.corners'),
      font: t('appearance.font'),
      logo: t('appearance.logo'),
      logo_dark: t('appearance.logo_dark'),
      favicon: t('appearance.favicon'),
      footer_text: t('appearance.footer_text'),
      footer_columns: t('appearance.footer'),
    },
    says: {
      paper: (value: Appearance['paper']) => t(`appearance.paper_${value}`),
      corners: (value: Appearance['corners']) => t(`appearance.corners_${value}`),
      font: (value: Appearance['font']) => t(`appearance.font_${value}`),
    },
    under: 'appearance.',
    message: t('appearance.saved'),
  });
}

function AppearanceForm({ saved }: { readonly saved: Settings }) {
  const { t } = useTranslation();
  const record = useAppearance(saved);
  const { draft, change, errorAt, name, text, locked } = record;
  const pictures = usePictures([saved.appearance, draft].flatMap((a) => [a.logo, a.logo_dark, a.favicon]));
  const palette = usePalette(draft.accent, draft.paper);
  const picture = (field: 'logo' | 'logo_dark' | 'favicon') => ({
    label: name(field),
    hint: t(`appearance.${field}_hint`),
    value: draft[field],
    onChange: (value: Appearance['logo']) => change({ [field]: value }),
    error: errorAt(`${field}.url`),
    pictures,
    locked,
  });
  return (
    <RecordForm record={record} title={t('nav.appearance')} description={t('appearance.text')} sending={pictures.sending}>
      <div className="appearance">
        <Stack gap="md">
          <section className="panel">
            <h2>{t('appearance.colours')}</h2>
            <Stack gap="sm">
              <AccentField value={draft.accent} onChange={(accent) => change({ accent })} palette={palette.data} error={errorAt('accent')} locked={locked} />
              <NativeSelect description={t('appearance.paper_hint')} data={(['plain', 'warm', 'cool'] as const).map((value) => ({ value, label: t(`appearance.paper_${value}`) }))} {...text('paper')} />
            </Stack>
          </section>
          <section className="panel">
            <h2>{t('appearance.shape')}</h2>
            <Stack gap="sm">
              <NativeSelect data={(['soft', 'square', 'round'] as const).map((value) => ({ value, label: t(`appearance.corners_${value}`) }))} {...text('corners')} />
              <NativeSelect description={t('appearance.font_hint')} data={(['theme', 'system', 'serif', 'classic'] as const).map((value) => ({ value, label: t(`appearance.font_${value}`) }))} {...text('font')} />
            </Stack>
          </section>
          <section className="panel">
            <h2>{t('appearance.pictures')}</h2>
            <Stack gap="md">
              <PictureChoice {...picture('logo')} logo="light" />
              <PictureChoice {...picture('logo_dark')} logo="dark" />
              <PictureChoice {...picture('favicon')} logo="light" />
            </Stack>
          </section>
          <FooterEditor text={draft.footer_text} columns={draft.footer_columns} onChange={change} locales={saved.locales} wrong={errorAt} locked={locked} />
        </Stack>
        <AppearancePreview palette={palette} name={saved.name} corners={draft.corners} font={draft.font} logo={draft.logo} logoDark={draft.logo_dark} />
      </div>
    </RecordForm>
  );
}
