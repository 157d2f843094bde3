import { useMutation, useQueryClient } from '@tanstack/react-query';
import { told, toldUndo } from '../app/notify.ts';

interface Change<In> {
  readonly orderId: string;
  readonly run: (input: In) => PromiseLike<unknown>;
  /** Said once it is done. */
  readonly done: string;
  /** The step back, where there is one. */
  readonly undo?: () => PromiseLike<unknown>;
  readonly after?: () => void;
}

/** A step of an order: runs it, reads the order again, says so. */
export function useOrderChange<In = void>({ orderId, run, done, undo, after }: Change<In>) {
  const queries = useQueryClient();
  const readAgain = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['order', orderId] }),
      queries.invalidateQueries({ queryKey: ['orders'] }),
      queries.invalidateQueries({ queryKey: ['overview'] }),
    ]);
  return useMutation({
    mutationFn: async (input: In) => {
      await run(input);
    },
    onSuccess: async () => {
      await readAgain();
      if (undo) toldUndo(done, () => undo().then(readAgain));
      else told(done);
      after?.();
    },
  });
}
