import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AlbumRecord, BackupStatus } from '@keepsake/engine';
import { useAppPorts, useController } from './AppPortsContext.tsx';
import type { FolderListing } from './device.ts';
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

/** Saves which folders are backed up; of the first ones, everything is selected. */
export function useChooseFolders(): {
  readonly run: (paths: readonly string[], onSaved: () => void) => void;
  readonly isBusy: boolean;
  readonly error: Error | null;
} {
  const { device } = useAppPorts();
  const controller = useController();
  const client = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    async mutationFn(paths: readonly string[]) {
      await device.chooseFolders(paths);
      await controller.scan();
      const albums = await controller.listAlbums();
      if (albums.some(({ choice }) => choice !== 'none')) return;
      const everything = albums.filter(({ kind }) => kind === 'everything');
      await controller.chooseAlbums(new Map(everything.map(({ id }) => [id, 'selected' as const])));
    },
    onSettled: () => client.invalidateQueries(),
  });
  return {
    run: (paths, onSaved) => {
      mutate(paths, { onSuccess: onSaved });
    },
    isBusy: isPending,
    error,
  };
}
