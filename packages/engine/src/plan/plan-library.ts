import { throwIfCancelled, type CancelSignal } from '../cancel.ts';
import type { Ledger } from '../ports/ledger.ts';
import { planAsset, type PlanSettings } from './plan-asset.ts';

const PLAN_PAGE = 500;

/**
 * Plans every asset whose albums, choice or kind changed since it was planned last. May be repeated: what is planned
 * stays planned, and a crash in the middle only leaves the rest for the next time.
 */
export async function planLibrary(
  ledger: Ledger,
  settings: PlanSettings,
  signal: CancelSignal,
): Promise<void> {
  const albums = new Map((await ledger.readAlbums()).map((album) => [album.id, album]));
  for (;;) {
    throwIfCancelled(signal);
    const records = await ledger.readAssets({ kind: 'unplanned', limit: PLAN_PAGE });
    if (records.length === 0) return;
    await ledger.record(
      records.map((record) => ({
        kind: 'planned',
        id: record.asset.id,
        ...planAsset(record, albums, settings),
      })),
    );
  }
}
