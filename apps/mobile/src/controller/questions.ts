import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  AlbumChoice,
  AlbumId,
  AlbumRecord,
  AssetId,
  AssetListing,
  AssetRecord,
  BackupStatus,
  Settings,
} from '@keepsake/engine';
import { useAppPorts, useController } from './AppPortsContext.tsx';
import type { ChoicePreview } from './photo-index.ts';

/** What a screen asked for. `data` stays while it is asked for again, so that nothing jumps. */
export interface Asked<Value> {
  readonly data: Value | undefined;
  readonly error: Error | null;
  /** Asks again. */
  readonly refetch: () => unknown;
}

/** The first words of the keys under which answers are kept; `RefreshOnChange` throws them away when they are old. */
export const ASKED = {
  status: 'status',
  albums: 'albums',
  assets: 'assets',
  settings: 'settings',
  history: 'history',
} as const;

/** The library in numbers, and what waits for what. */
export function useStatus(): Asked<BackupStatus> {
  const controller = useController();
  return useQuery({ queryKey: [ASKED.status], queryFn: () => controller.readStatus() });
}

/** Every album of the device with what was said of it. */
export function useAlbums(): Asked<readonly AlbumRecord[]> {
  const controller = useController();
  return useQuery({ queryKey: [ASKED.albums], queryFn: () => controller.listAlbums() });
}

/** What a choice of albums would make of the library; undefined: nothing to preview. */
export function useChoicePreview(
  choices: ReadonlyMap<AlbumId, AlbumChoice> | undefined,
): Asked<ChoicePreview> {
  const { photos } = useAppPorts();
  return useQuery({
    queryKey: [ASKED.albums, 'preview', [...(choices ?? [])]],
    queryFn: () => photos.previewChoices(choices ?? new Map()),
    enabled: choices !== undefined,
    placeholderData: keepPreviousData,
  });
}

/** Saves a choice of albums. */
export function useChooseAlbums(): (choices: ReadonlyMap<AlbumId, AlbumChoice>) => Promise<void> {
  const controller = useController();
  const client = useQueryClient();
  const { mutateAsync } = useMutation({
    mutationFn: (choices: ReadonlyMap<AlbumId, AlbumChoice>) => controller.chooseAlbums(choices),
    onSettled: () => client.invalidateQueries(),
  });
  return mutateAsync;
}

/** Backup's settings, and a way to change them that shows the change at once and puts it back where it could not be made. */
export function useSettings(): Asked<Settings> & {
  readonly change: (change: Partial<Settings>) => void;
  /** Why the last change was not made; null: it was, or is under way. */
  readonly changeError: Error | null;
} {
  const controller = useController();
  const client = useQueryClient();
  const queryKey = [ASKED.settings];
  const asked = useQuery({ queryKey, queryFn: () => controller.readSettings() });
  const { mutate, error } = useMutation({
    mutationKey: queryKey,
    // One after the other: the last word is the one that counts.
    scope: { id: ASKED.settings },
    mutationFn: (change: Partial<Settings>) => controller.changeSettings(change),
    // Also puts back what could not be changed.
    onSettled: () =>
      client.isMutating({ mutationKey: queryKey }) === 1 ? client.invalidateQueries() : undefined,
  });
  return {
    data: asked.data,
    error: asked.error,
    refetch: asked.refetch,
    change(change) {
      // What is being read now knows nothing of the change.
      void client.cancelQueries({ queryKey });
      client.setQueryData<Settings>(queryKey, (settings) => settings && { ...settings, ...change });
      mutate(change);
    },
    changeError: error,
  };
}

/** Which assets a list is of; see `AssetQuery`. */
export type AssetFilter = Omit<Extract<AssetListing, { kind: 'listed' }>, 'kind' | 'after' | 'limit'>;

/** The newest assets of a kind, for a strip. */
export function useLatestAssets(filter: AssetFilter, limit: number): Asked<readonly AssetRecord[]> {
  const controller = useController();
  return useQuery({
    queryKey: [ASKED.assets, 'latest', filter.standing, filter.settlement, limit],
    queryFn: () => controller.listAssets({ kind: 'listed', ...filter, after: undefined, limit }),
  });
}

/** The one answer about a photo (A13); `null`: it is not known. */
export function useWhy(id: AssetId): Asked<Awaited<ReturnType<typeof askWhy>>> {
  const controller = useController();
  return useQuery({ queryKey: [ASKED.assets, 'why', id], queryFn: () => askWhy(controller, id) });
}

async function askWhy(controller: ReturnType<typeof useController>, id: AssetId) {
  return (await controller.explain(id)) ?? null;
}
