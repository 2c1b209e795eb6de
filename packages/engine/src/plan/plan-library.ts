import { throwIfCancelled, type CancelSignal } from '../cancel.ts';
import { settingsOf } from '../model/settings.ts';
import type { Ledger } from '../ports/ledger.ts';
import { planAsset } from './plan-asset.ts';

const PLAN_PAGE = 500;

/**
 * Plans every asset whose albums, choice or settings changed since it was planned last. May be repeated: what is planned
 * stays planned, and a crash in the middle only leaves the rest for the next time. Choices and settings are read for each page:
 * what the person changes meanwhile counts from the next page on, and makes the page in hand void.
 */
export async function planLibrary(ledger: Ledger, signal: CancelSignal): Promise<void> {
  for (;;) {
    throwIfCancelled(signal);
    // Before what it is about: were it read afterwards, a change in between would go unnoticed.
    const { planRevision, settings } = await ledger.readState();
    const records = await ledger.readAssets({ kind: 'unplanned', limit: PLAN_PAGE });
    if (records.length === 0) return;
    const albums = new Map((await ledger.readAlbums()).map((album) => [album.id, album]));
    const chosen = settingsOf(settings);
    await ledger.record(
      records.map((record) => ({
        kind: 'planned',
        id: record.asset.id,
        ...planAsset(record, albums, chosen),
        planRevision,
      })),
    );
  }
}
