import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  sizeBytesOf,
  type AssetId,
  type AssetRecord,
  type FreeingResult,
  type RunOutcome,
  type VerifyReport,
} from '@keepsake/engine';
import { useController } from './AppPortsContext.tsx';
import type { Asked } from './questions.ts';
import type { Doing } from './signing-in.ts';
import { useIsSignedOut } from './use-is-signed-out.ts';

/** How a verification ended; the report is there when it came to its end. */
export interface Verified {
  readonly outcome: RunOutcome;
  readonly report: VerifyReport | undefined;
  /** What was asked for; a server may not be able to. */
  readonly isDeep: boolean;
}

/** Compares everything with the server (V1). What it does meanwhile is in the snapshot. */
export function useVerify(): Doing<{ readonly isDeep: boolean }, Verified> {
  const controller = useController();
  const client = useQueryClient();
  const { mutate, isPending, data, error, reset } = useMutation({
    mutationFn: async ({ isDeep }: { readonly isDeep: boolean }) => ({
      ...(await controller.verify({ isDeep })),
      isDeep,
    }),
    onSettled: () => client.invalidateQueries(),
  });
  return { run: mutate, isBusy: isPending, outcome: data, error, reset };
}

/** A photo that may be removed from the device, and what that frees. */
export interface Removable {
  readonly record: AssetRecord;
  readonly sizeBytes: number;
}

/** What may be removed from the device (V2). */
export interface Freeable {
  /** Newest first. */
  readonly items: readonly Removable[];
  readonly unprovenCount: number;
}

/** Proposes what may be removed; removes nothing. `null`: it is not known, since nobody is signed in. */
export function useFreeable(): Asked<Freeable | null> {
  const controller = useController();
  const isSignedOut = useIsSignedOut();
  return useQuery({
    queryKey: ['freeable', isSignedOut],
    async queryFn() {
      if (isSignedOut) return null;
      const { records, unprovenCount } = await controller.proposeFreeing();
      return {
        items: records.map((record) => ({ record, sizeBytes: sizeBytesOf(record.asset) })),
        unprovenCount,
      };
    },
    // What was proven, kept or changed since is told when the screen is opened.
    staleTime: 0,
  });
}

/** How freeing ended; the result is of what was removed until then. */
export interface Freed {
  readonly outcome: RunOutcome;
  readonly result: FreeingResult | undefined;
}

/** Removes from the device what the person saw and agreed to. */
export function useFreeSpace(): Doing<readonly AssetId[], Freed> {
  const controller = useController();
  const client = useQueryClient();
  const { mutate, isPending, data, error, reset } = useMutation({
    mutationFn: (ids: readonly AssetId[]): Promise<Freed> => controller.freeSpace(ids),
    onSettled: () => client.invalidateQueries(),
  });
  return { run: mutate, isBusy: isPending, outcome: data, error, reset };
}
