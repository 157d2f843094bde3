import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useStore } from '../app/api.tsx';
import { saveOf } from './homeDraft.ts';
import type { SectionDraft } from './homeDraft.ts';

/** How long somebody has to stop typing before the page is drawn anew. */
const pause = 400;

/**
 * The home page as the shop would draw it from what is not saved yet. The server draws
 * it, so it is the shop's own page. A request that was overtaken is given up, and none
 * of the pages is kept: each is one moment of typing.
 */
export function useHomePreview(draft: readonly SectionDraft[], locale: string | null) {
  const store = useStore();
  const [drawn] = useDebouncedValue(draft, pause);
  const sections = saveOf(drawn);
  const query = useQuery({
    queryKey: ['home-preview', locale, sections],
    queryFn: ({ signal }) => store.home.preview({ sections, ...(locale === null ? {} : { locale }) }, { signal }),
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  });
  return { query, drawn };
}
