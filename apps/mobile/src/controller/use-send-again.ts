import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AssetId } from '@keepsake/engine';
import { useController } from './AppPortsContext.tsx';
import { startInTurn } from './start-in-turn.ts';

/** What is to be sent once more. */
export type SendAgain =
  /** Failed ones (E4). */
  | { readonly kind: 'retry'; readonly ids: readonly AssetId[] | 'all-failed' }
  /** What was deleted on the server (D10). */
  | { readonly kind: 'upload-again'; readonly ids: readonly AssetId[] | 'all-deleted' };

/** Has photos sent once more, and begins at once; how that goes is the snapshot's to say. */
export function useSendAgain(): {
  readonly sendAgain: (what: SendAgain) => void;
  /** What is asked for now; undefined: nothing. */
  readonly asked: SendAgain | undefined;
  readonly hasFailed: boolean;
} {
  const controller = useController();
  const client = useQueryClient();
  const { mutate, isPending, isError, variables } = useMutation({
    mutationFn: (what: SendAgain) =>
      what.kind === 'retry' ? controller.retry(what.ids) : controller.uploadAgain(what.ids),
    onSuccess: () => {
      // A run may be over before anybody heard that it began.
      startInTurn(controller)
        .catch(() => undefined)
        .finally(() => client.invalidateQueries());
    },
    onSettled: () => client.invalidateQueries(),
  });
  return { sendAgain: mutate, asked: isPending ? variables : undefined, hasFailed: isError };
}
