import { useParams } from '@tanstack/react-router';
import { useStore } from '../app/api.tsx';
import { CollectionEditor } from '../parts/CollectionEditor.tsx';
import { Opened } from '../parts/Opened.tsx';

export function NewCollectionPage() {
  return <CollectionEditor saved={null} />;
}

export function CollectionPage() {
  const { id } = useParams({ from: '/inside/collections/$id' });
  const store = useStore();
  return (
    <Opened key={id} at={['collection', id]} load={(signal) => store.collections.get(id, { signal })}>
      {(saved) => <CollectionEditor saved={saved} />}
    </Opened>
  );
}
