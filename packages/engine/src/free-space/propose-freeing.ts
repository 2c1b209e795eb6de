import { throwIfCancelled, type CancelSignal } from '../cancel.ts';
import type { AssetRecord } from '../model/asset-record.ts';
import { sizeBytesOf } from '../model/asset.ts';
import type { AssetCursor, Ledger } from '../ports/ledger.ts';

/** What may be removed from the device, to be shown to the person before anything is (V2). */
export interface FreeingProposal {
  /** Newest first. */
  readonly records: readonly AssetRecord[];
  readonly sizeBytes: number;
  /** Backed up, but the server did not read its bytes again since: a deep verification makes it removable. */
  readonly unprovenCount: number;
}

const PAGE = 1_000;
/** Nobody looks through more at once; after these the next ones are proposed. */
const MAX_PROPOSED = 10_000;

/** Finds the assets of the library whose bytes the server read again, and found sound, after they were sent. */
export async function proposeFreeing(ledger: Ledger, signal: CancelSignal): Promise<FreeingProposal> {
  const records: AssetRecord[] = [];
  let sizeBytes = 0;
  let unprovenCount = 0;
  let after: AssetCursor | undefined;
  for (;;) {
    throwIfCancelled(signal);
    const page = await ledger.readAssets({
      kind: 'listed',
      standing: undefined,
      settlement: 'backed-up',
      after,
      limit: PAGE,
    });
    for (const record of page) {
      if (record.asset.isInCloud) continue;
      if (!isRemovable(record)) unprovenCount += 1;
      else if (records.length < MAX_PROPOSED) {
        records.push(record);
        sizeBytes += sizeBytesOf(record.asset);
      }
    }
    const last = page.at(-1)?.asset;
    if (last === undefined || page.length < PAGE) return { records, sizeBytes, unprovenCount };
    after = { createdAtMs: last.createdAtMs, id: last.id };
  }
}

/**
 * Whether removing it here frees space and loses nothing: the server read these very bytes again since it confirmed them. What
 * is in a cloud alone takes no space, and removing it would remove it there.
 */
export function isRemovable(record: AssetRecord): boolean {
  return !record.asset.isInCloud && isProven(record);
}

function isProven({ settlement, proof, checksums, asset }: AssetRecord): boolean {
  if (settlement.kind !== 'backed-up' || settlement.remoteId === undefined || checksums === undefined)
    return false;
  if ((asset.motion === undefined) !== (checksums.motion === undefined)) return false;
  return proof?.rereadAtMs !== undefined;
}
