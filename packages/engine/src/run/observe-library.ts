import type { CancelSignal } from '../cancel.ts';
import type { AlbumChoice, AlbumRecord } from '../model/album.ts';
import type { AlbumId } from '../model/ids.ts';
import { planLibrary } from '../plan/plan-library.ts';
import { scanLibrary } from '../scan/scan-library.ts';
import type { RunDeps } from './run-deps.ts';
import type { Activity } from './run-observer.ts';

export interface ScanOptions {
  /**
   * Called with the albums once they are listed, for whoever chooses by name. What it throws ends the run.
   */
  readonly chooseAlbums?: ((albums: readonly AlbumRecord[]) => ReadonlyMap<AlbumId, AlbumChoice>) | undefined;
}

/**
 * Scan and plan: what the library holds, and what the person's choice makes of it. A new choice is recorded before
 * anything is planned. Needs no server. Answers the albums that could not be looked at whole.
 */
export async function observeLibrary(
  deps: Pick<RunDeps, 'library' | 'ledger' | 'clock'>,
  { chooseAlbums }: ScanOptions,
  onActivity: (activity: Activity) => void,
  signal: CancelSignal,
): Promise<ReadonlySet<AlbumId>> {
  const { ledger } = deps;
  let assetsSeen = 0;
  onActivity({ kind: 'scanning', assetsSeen });
  const partial = await scanLibrary(
    deps,
    (count) => {
      assetsSeen += count;
      onActivity({ kind: 'scanning', assetsSeen });
    },
    signal,
  );
  if (chooseAlbums !== undefined) {
    const choices = chooseAlbums(await ledger.readAlbums());
    await ledger.record([...choices].map(([albumId, choice]) => ({ kind: 'album-chosen', albumId, choice })));
  }
  await planLibrary(ledger, signal);
  return partial;
}
