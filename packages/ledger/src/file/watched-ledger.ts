import type { Ledger } from '@keepsake/engine';
import { isUnusableLedger } from '../unavailable.ts';

/** A ledger that tells when it turns out to be of no use; the error goes on to whoever asked. */
export function watchedLedger(ledger: Ledger, tell: () => Promise<void>): Ledger {
  const watched = async <Result>(call: Promise<Result>): Promise<Result> => {
    try {
      return await call;
    } catch (error) {
      if (isUnusableLedger(error)) await tell();
      throw error;
    }
  };
  return {
    record: (facts) => watched(ledger.record(facts)),
    readAlbums: () => watched(ledger.readAlbums()),
    readAssets: (query) => watched(ledger.readAssets(query)),
    readTotals: () => watched(ledger.readTotals()),
    readConfirmedChecksums: (checksums) => watched(ledger.readConfirmedChecksums(checksums)),
    readTransfers: () => watched(ledger.readTransfers()),
    readState: () => watched(ledger.readState()),
  };
}
