import { Button, NativeSelect, Stack } from '@mantine/core';
import { PageHeader, ProblemNotice } from '@haat/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { told } from '../app/notify.ts';
import { fieldError, isStatus, readable } from '../app/problems.ts';
import { useSession } from '../app/session.ts';
import type { Appearance, Settings } from '../app/types.ts';
import { useDraft } from '../app/useDraft.ts';
import { AccentField } from '../parts/AccentField.tsx';
import { AppearancePreview } from '../parts/AppearancePreview.tsx';
import { FooterEditor } from '../parts/FooterEditor.tsx';
import { LeaveGuard } from '../parts/LeaveGuard.tsx';
import { MergedNotice } from '../parts/MergedNotice.tsx';
import { PictureChoice, usePictures } from '../parts/PictureChoice.tsx';
import { WithSettings } from '../parts/WithSettings.tsx';
import { usePalette } from '../parts/usePalette.ts';

export function AppearancePage() {
  return <WithSettings>{(saved) => <AppearanceForm saved={saved} />}</WithSettings>;
}

function AppearanceForm({ saved }: { readonly saved: Settings }) {
  const { t } = useTranslation();
  const { can } = useSession();
  const store = useStore();
  const queries = useQueryClient();
  const { form, change, dirty, version, merged, landed } = useDraft(saved.version, saved.appearance);
  const pictures = usePictures([saved.appearance, form].flatMap((a) => [a.logo, a.logo_dark, a.favicon]));
  const palette = usePalette(form.accent, form.paper);
  const save = useMutation({
    mutationFn: (sent: Appearance) => store.settings.update({ appearance: sent }, { ifMatch: `"${version}"` }),
    onSuccess: (next, sent) => {
      landed(sent);
      queries.setQueryData(['settings'], next);
      told(t('appearance.saved'));
    },
    onError: (error) => void (isStatus(error, 412) && queries.invalidateQueries({ queryKey: ['settings'] })),
  });
  const locked = !can('settings.write');
  const wrong = (field: string) => fieldError(save.error, `appearance.${field}`);
  const picture = (field: 'logo' | 'logo_dark' | 'favicon') => ({
    label: t(`appearance.${field}`),
    hint: t(`appearance.${field}_hint`),
    value: form[field],
    onChange: (value: Appearance['logo']) => change({ [field]: value }),
    error: wrong(`${field}.url`),
    pictures,
    locked,
  });
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        save.mutate(form);
      }}
    >
      <PageHeader
        title={t('nav.appearance')}
        description={t('appearance.text')}
        actions={
          !locked && (
            <Button type="submit" disabled={!dirty || pictures.sending} loading={save.isPending}>
              {t('settings.save')}
            </Button>
          )
        }
      />
      <div className="appearance">
        <Stack gap="md">
          <MergedNotice when={merged} />
          {!isStatus(save.error, 412) && <ProblemNotice error={readable(save.error)} />}
          <section className="panel">
            <h2>{t('appearance.colours')}</h2>
            <Stack gap="sm">
              <AccentField value={form.accent} onChange={(accent) => change({ accent })} palette={palette.data} error={wrong('accent')} locked={locked} />
              <NativeSelect
                label={t('appearance.paper')}
                description={t('appearance.paper_hint')}
                value={form.paper}
                onChange={(e) => change({ paper: e.currentTarget.value as Appearance['paper'] })}
                data={(['plain', 'warm', 'cool'] as const).map((value) => ({ value, label: t(`appearance.paper_${value}`) }))}
                disabled={locked}
              />
            </Stack>
          </section>
          <section className="panel">
            <h2>{t('appearance.shape')}</h2>
            <Stack gap="sm">
              <NativeSelect
                label={t('appearance.corners')}
                value={form.corners}
                onChange={(e) => change({ corners: e.currentTarget.value as Appearance['corners'] })}
                data={(['soft', 'square', 'round'] as const).map((value) => ({ value, label: t(`appearance.corners_${value}`) }))}
                disabled={locked}
              />
              <NativeSelect
                label={t('appearance.font')}
                description={t('appearance.font_hint')}
                value={form.font}
                onChange={(e) => change({ font: e.currentTarget.value as Appearance['font'] })}
                data={(['theme', 'system', 'serif', 'classic'] as const).map((value) => ({ value, label: t(`appearance.font_${value}`) }))}
                disabled={locked}
              />
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
          <FooterEditor text={form.footer_text} columns={form.footer_columns} onChange={change} locales={saved.locales} wrong={wrong} locked={locked} />
        </Stack>
        <AppearancePreview palette={palette} name={saved.name} corners={form.corners} font={form.font} logo={form.logo} logoDark={form.logo_dark} />
      </div>
      <LeaveGuard when={dirty} />
    </form>
  );
}
