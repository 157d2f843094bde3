import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useStore } from '../app/api.tsx';
import type { Appearance } from '../app/types.ts';

export const isColour = (text: string) => /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(text);

/** The colours an accent and a paper make. The server derives them, so what is shown here is what the shop will wear. */
export function usePalette(accent: string, paper: Appearance['paper']) {
  const store = useStore();
  const [asked] = useDebouncedValue(accent.trim(), 150);
  return useQuery({
    queryKey: ['palette', asked, paper],
    queryFn: ({ signal }) => store.settings.palette({ paper, ...(asked === '' ? {} : { accent: asked }) }, { signal }),
    enabled: asked === '' || isColour(asked),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
}

export type PaletteQuery = ReturnType<typeof usePalette>;
