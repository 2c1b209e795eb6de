import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AlbumChoice, AlbumId, AlbumRecord, BackupStatus } from '@keepsake/engine';
import { useAppPorts, useController } from './AppPortsContext.tsx';
import type { FolderCount, FolderListing } from './device.ts';
import { ASKED, type Asked } from './questions.ts';

/** The albums of the device as they are now: the library is looked through first, and again when another `access` is given. */
export function useFreshAlbums(isWanted: boolean, access: string): Asked<readonly AlbumRecord[]> {
  const controller = useController();
  const { account } = useAppPorts();
  const state = account.state.current();
  const whose = state.kind === 'signed-in' ? [state.serverUrl, state.userName] : [];
  return useQuery({
    queryKey: ['fresh', ASKED.albums, access, ...whose],
    async queryFn() {
      const outcome = await controller.scan();
      const albums = await controller.listAlbums();
      if (albums.length === 0 && outcome.kind === 'stopped') throw new Error(outcome.code);
      return albums;
    },
    enabled: isWanted,
  });
}

/** The library in numbers after what was chosen just now: it is looked through once more. */
export function useFreshStatus(): Asked<BackupStatus> {
  const controller = useController();
  return useQuery({
    queryKey: ['fresh', ASKED.status],
    async queryFn() {
      await controller.scan();
      return controller.readStatus();
    },
    staleTime: 0,
    gcTime: 0,
  });
}

/** What is in a folder of the computer; undefined: where people keep photos. */
export function useFolder(path: string | undefined): Asked<FolderListing> {
  const { device } = useAppPorts();
  return useQuery({
    queryKey: ['folder', path ?? null],
    queryFn: () => device.listFolders(path),
    // Disks come and go.
    staleTime: 0,
  });
}

const COUNTED = 'folder-count';
/** So long a count is taken for true. */
const COUNT_MS = 60_000;

/** What lies in folders by their paths. One that is missing could not be counted. */
export type FolderCounts = ReadonlyMap<string, FolderCount | 'counting'>;

/**
 * What lies in each of these folders of the computer. One is counted after the other, so that what a person does meanwhile does
 * not wait.
 */
export function useFolderCounts(paths: readonly string[]): FolderCounts {
  const { device } = useAppPorts();
  const client = useQueryClient();
  const keyOf = (path: string) => [COUNTED, path];
  const next = paths.findIndex(
    (path) => (client.getQueryState(keyOf(path))?.status ?? 'pending') === 'pending',
  );
  const counted = useQueries({
    queries: paths.map((path, index) => ({
      queryKey: keyOf(path),
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => device.countPhotos(path, signal),
      enabled: next === -1 || index <= next,
      staleTime: COUNT_MS,
    })),
  });
  const known = paths.flatMap((path, index): readonly (readonly [string, FolderCount | 'counting'])[] => {
    const { data, isError } = counted[index] ?? {};
    return data === undefined && isError === true ? [] : [[path, data ?? 'counting']];
  });
  return new Map(known);
}

/** Which folders are backed up, and what of them is left out. */
export interface FolderChoice {
  readonly paths: readonly string[];
  /** Of folders within them, by their names, whether they are left out. Nothing is said of others. */
  readonly areLeftOut?: ReadonlyMap<string, boolean>;
}

/** Saves which folders are backed up; of the first ones, everything is selected. */
export function useChooseFolders(): {
  readonly run: (choice: FolderChoice, onSaved: () => void) => void;
  readonly isBusy: boolean;
  readonly error: Error | null;
} {
  const { device } = useAppPorts();
  const controller = useController();
  const client = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    async mutationFn({ paths, areLeftOut = new Map() }: FolderChoice) {
      await device.chooseFolders(paths);
      await controller.scan();
      const choices = choicesFor(await controller.listAlbums(), areLeftOut);
      if (choices.size > 0) await controller.chooseAlbums(choices);
    },
    // What lies in folders is the same, and nobody waits until it is counted again.
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== COUNTED }),
  });
  return {
    run: (choice, onSaved) => {
      mutate(choice, { onSuccess: onSaved });
    },
    isBusy: isPending,
    error,
  };
}

function choicesFor(
  albums: readonly AlbumRecord[],
  areLeftOut: ReadonlyMap<string, boolean>,
): ReadonlyMap<AlbumId, AlbumChoice> {
  const isNew = !albums.some(({ choice }) => choice === 'selected');
  const choices = albums.flatMap(
    ({ id, name, kind, choice }): readonly (readonly [AlbumId, AlbumChoice])[] => {
      if (kind === 'everything') return isNew ? [[id, 'selected']] : [];
      const isLeftOut = areLeftOut.get(name);
      if (isLeftOut === undefined || isLeftOut === (choice === 'excluded')) return [];
      return [[id, isLeftOut ? 'excluded' : 'none']];
    },
  );
  return new Map(choices);
}
