import type { CancelSignal } from '../cancel.ts';
import type { AssetId } from '../model/ids.ts';
import type { OpenedAsset, OpenObserver, PhotoLibrary } from '../ports/photo-library.ts';

/** A library whose originals from the cloud stay on the device from the first reading to the last (I3). */
export interface HoldingLibrary extends PhotoLibrary {
  /** The asset's turn is over: its temporary file goes (U8), unless it comes back. Of what is not held: does nothing. Never fails. */
  letGo(id: AssetId, turn?: { readonly comesBack: boolean }): Promise<void>;
  /** Those that are left were cut off. */
  letGoAll(): Promise<void>;
}

/**
 * Keeps what was downloaded open until its turn is over, so that hashing and sending download it once. What is on the device
 * passes through.
 */
export function createHoldingLibrary(library: PhotoLibrary): HoldingLibrary {
  const held = new Map<AssetId, OpenedAsset>();

  async function letGo(id: AssetId, turn?: { readonly comesBack: boolean }): Promise<void> {
    const opened = held.get(id);
    held.delete(id);
    await opened?.close(turn);
  }

  return {
    listAlbums: (signal) => library.listAlbums(signal),
    listAssets: (request, signal) => library.listAssets(request, signal),
    sweepTemporary: () => library.sweepTemporary(),
    subscribe: (onChange) => library.subscribe(onChange),
    async open(id: AssetId, observer: OpenObserver | undefined, signal: CancelSignal): Promise<OpenedAsset> {
      const known = held.get(id);
      if (known !== undefined) {
        // It may have been edited since it came down.
        const now = await known.relist();
        if (now !== undefined) return { ...known, asset: now, close: async () => undefined };
        await letGo(id);
      }
      const opened = await library.open(id, observer, signal);
      if (observer === undefined || !opened.asset.isInCloud || signal.aborted) return opened;
      held.set(id, opened);
      return { ...opened, close: async () => undefined };
    },
    letGo,
    async letGoAll() {
      for (const id of [...held.keys()]) await letGo(id, { comesBack: true });
    },
  };
}
