import { useParams } from '@tanstack/react-router';
import { useStore } from '../app/api.tsx';
import { ContentPageEditor } from '../parts/ContentPageEditor.tsx';
import { Opened } from '../parts/Opened.tsx';

export function NewContentPagePage() {
  return <ContentPageEditor saved={null} />;
}

export function ContentPagePage() {
  const { id } = useParams({ from: '/inside/pages/$id' });
  const store = useStore();
  return (
    <Opened key={id} at={['page', id]} load={(signal) => store.pages.get(id, { signal })}>
      {(saved) => <ContentPageEditor saved={saved} />}
    </Opened>
  );
}
