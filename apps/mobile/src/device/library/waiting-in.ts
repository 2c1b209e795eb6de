import type { AssetId, Ledger } from '@keepsake/engine';

/** Whether an asset is still to be sent; of a ledger that cannot be read, all may be. */
export function isWaitingIn(ledger: Pick<Ledger, 'readAssets'>): (id: AssetId) => Promise<boolean> {
  return async (id) => {
    const records = await ledger.readAssets({ kind: 'by-id', ids: [id] }).catch(() => undefined);
    if (records === undefined) return true;
    return records.some(
      ({ standing, settlement: { kind } }) =>
        standing.kind === 'candidate' && (kind === 'pending' || kind === 'retrying'),
    );
  };
}
