import { throwIfCancelled, type CancelSignal } from '../cancel.ts';
import { BackupError } from '../errors/backup-error.ts';
import { sizeBytesOf } from '../model/asset.ts';
import type { AssetId } from '../model/ids.ts';
import type { OriginalRemover } from '../ports/original-remover.ts';
import { comparePage, type CompareDeps } from '../verify/compare-page.ts';
import { isRemovable } from './propose-freeing.ts';

export interface FreeingResult {
  readonly removedCount: number;
  readonly removedBytes: number;
  /** Wanted, but not removed: not proven any more, changed, or kept by the platform. */
  readonly keptCount: number;
}

/** What the server reads again at once, right before it is removed here. */
const PAGE = 50;

/**
 * Removes from the device what the person saw and agreed to. Each asset is proven once more right before: the server
 * reads its bytes again, now, and only what is sound is removed, if it is still the version that was sent (V2). `onRemoved` is
 * told what was removed so far: it stays removed when the rest is cancelled.
 */
export async function freeSpace(
  deps: CompareDeps & { readonly remover: OriginalRemover },
  wantedIds: readonly AssetId[],
  onRemoved: (result: FreeingResult) => void,
  signal: CancelSignal,
): Promise<FreeingResult> {
  const ids = [...new Set(wantedIds)];
  let result: FreeingResult = { removedCount: 0, removedBytes: 0, keptCount: ids.length };
  for (let start = 0; start < ids.length; start += PAGE) {
    throwIfCancelled(signal);
    const page = ids.slice(start, start + PAGE);
    const wanted = (await deps.ledger.readAssets({ kind: 'by-id', ids: page })).filter(
      (record) => isRemovable(record) && record.albumIds.length > 0,
    );
    if (wanted.length === 0) continue;
    const { judged } = await comparePage(deps, wanted, { isDeep: true }, signal);
    const proven = judged
      .filter(({ verdict }) => verdict.kind === 'sound' && verdict.isReread)
      .map(({ record }) => record);
    if (proven.length === 0) continue;
    // Once it removes, its answer is waited for: what is gone must be told, also when the rest is cancelled.
    const removed = new Set(
      await deps.remover.remove(
        proven.map(({ asset: { id }, version }) => ({ id, version })),
        signal,
      ),
    );
    for (const { asset } of proven) {
      if (!removed.has(asset.id)) continue;
      result = {
        removedCount: result.removedCount + 1,
        removedBytes: result.removedBytes + sizeBytesOf(asset),
        keptCount: result.keptCount - 1,
      };
    }
    onRemoved(result);
  }
  return result;
}

/** What a device without a way to remove originals answers. */
export function cannotRemove(): BackupError {
  return new BackupError('library-permission-lost', 'originals cannot be removed from here');
}
