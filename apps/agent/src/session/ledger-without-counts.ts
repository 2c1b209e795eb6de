import type { Ledger } from '@keepsake/engine';

/**
 * A ledger that does not tell how much was in each album, so that nobody finds an album suddenly empty. All else is as
 * in the ledger behind it, and what is recorded goes there.
 */
export function ledgerWithoutCounts(ledger: Ledger): Ledger {
  return {
    record: (facts) => ledger.record(facts),
    readAlbums: async () => (await ledger.readAlbums()).map((album) => ({ ...album, assetCount: 0 })),
    readAssets: (query) => ledger.readAssets(query),
    readTotals: () => ledger.readTotals(),
    readConfirmedChecksums: (checksums) => ledger.readConfirmedChecksums(checksums),
    readTransfers: () => ledger.readTransfers(),
    readState: () => ledger.readState(),
  };
}
