import './Appearance.css';

import { Button, ColorInput, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Palette } from '../app/types.ts';
import { isColour } from './usePalette.ts';

interface Props {
  /** "#rrggbb", or nothing for the theme's own. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly palette: Palette | undefined;
  readonly error: string | undefined;
  readonly locked: boolean;
}

const choices = ['#f5ab35', '#e8590c', '#e03131', '#c2255c', '#9c36b5', '#6741d9', '#3b5bdb', '#1971c2', '#0b7285', '#087f5b', '#2f9e44', '#3b2f2f'];

/** Chooses the colour of buttons, says at once when nobody could see it, and offers the nearest that works. */
export function AccentField({ value, onChange, palette, error, locked }: Props) {
  const { t } = useTranslation();
  const pale = palette !== undefined && palette.accent_ratio < palette.accent_least && isColour(value.trim());
  const said = pale ? t('appearance.too_pale', { ratio: palette.accent_ratio.toFixed(2), least: palette.accent_least }) : error;
  return (
    <div>
      <ColorInput
        label={t('appearance.accent')}
        description={t('appearance.accent_hint')}
        placeholder={t('appearance.accent_own')}
        value={value}
        onChange={onChange}
        error={said}
        disabled={locked}
        // What opens over the field would hide what is said below it.
        withPicker={false}
        withEyeDropper={false}
        fixOnBlur={false}
        dir="ltr"
      />
      {!locked && (
        <Group gap={6} mt={8}>
          <input type="color" className="accent-choice" aria-label={t('appearance.pick')} title={t('appearance.pick')} value={palette?.nearest ?? '#f5ab35'} onChange={(e) => onChange(e.currentTarget.value)} />
          {choices.map((colour) => (
            <button key={colour} type="button" className="accent-choice" style={{ background: colour }} aria-label={colour} aria-pressed={value === colour} onClick={() => onChange(colour)} />
          ))}
        </Group>
      )}
      {!locked && (
        <Group gap="xs" mt={6}>
          {pale && (
            <Button size="compact-sm" variant="light" onClick={() => onChange(palette.nearest)}>
              {t('appearance.use_nearest', { colour: palette.nearest })}
            </Button>
          )}
          {value !== '' && (
            <Button size="compact-sm" variant="subtle" onClick={() => onChange('')}>
              {t('appearance.accent_reset')}
            </Button>
          )}
        </Group>
      )}
      {palette?.dark_adjusted && (
        <Text size="sm" c="dimmed" mt={6}>
          {t('appearance.dark_adjusted', { colour: palette.dark.accent })}
        </Text>
      )}
    </div>
  );
}
