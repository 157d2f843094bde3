import { useMutation, useQueryClient } from '@tanstack/react-query';
import { told } from '../app/notify.ts';

interface Change<In> {
  readonly orderId: string;
  readonly run: (input: In) => PromiseLike<unknown>;
  /** Said once it is done. */
  readonly done: string;
  readonly after?: () => void;
}

/** A step of an order: runs it, reads the order again, says so. */
export function useOrderChange<In = void>({ orderId, run, done, after }: Change<In>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (input: In) => {
      await run(input);
    },
    onSuccess: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['order', orderId] }),
        queries.invalidateQueries({ queryKey: ['orders'] }),
        queries.invalidateQueries({ queryKey: ['overview'] }),
      ]);
      told(done);
      after?.();
    },
  });
}
