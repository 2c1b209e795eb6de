import type { LedgerFact } from '@keepsake/engine';
import type { SqlDriver } from '../sql-driver.ts';
import { writeValue } from '../state.ts';
import { backUpAlbum, chooseAlbum, listAlbums } from './album-facts.ts';
import { batchesOf, type FactBatch } from './batches.ts';
import { recordBackedUp } from './confirmation-facts.ts';
import { enumerateAlbum } from './enumeration-facts.ts';
import { discardHashes, recordAsked, recordHashes } from './hash-facts.ts';
import { changeSettings, recordPlans, recordSyncedAlbums } from './plan-facts.ts';
import { recordDamaged, recordDeleted, recordVerified, wantAgain } from './proof-facts.ts';
import { completeRun } from './run-facts.ts';
import { recordFailures, recordVanished, retryAssets } from './attempt-facts.ts';
import type { ScanMarks } from './scan-marks.ts';
import { seeAssets } from './seen-facts.ts';
import { endTransfer, noteTransfer } from './transfer-facts.ts';

/**
 * Writes facts in their order; facts of one kind in a row are written at once. The caller holds the transaction, and
 * forgets all marks when it is rolled back.
 */
export async function recordFacts(
  driver: SqlDriver,
  marks: ScanMarks,
  facts: readonly LedgerFact[],
): Promise<void> {
  for (const batch of batchesOf(facts)) await recordBatch(driver, marks, batch);
}

async function recordBatch(driver: SqlDriver, marks: ScanMarks, batch: FactBatch): Promise<void> {
  switch (batch.kind) {
    case 'albums-listed':
      return eachOf(batch.facts, (fact) => listAlbums(driver, marks, fact));
    case 'album-chosen':
      return eachOf(batch.facts, (fact) => chooseAlbum(driver, fact));
    case 'assets-seen':
      return eachOf(batch.facts, (fact) => seeAssets(driver, marks, fact));
    case 'album-enumerated':
      return eachOf(batch.facts, (fact) => enumerateAlbum(driver, marks, fact));
    case 'album-backed-up':
      return eachOf(batch.facts, (fact) => backUpAlbum(driver, fact));
    case 'planned':
      return recordPlans(driver, batch.facts);
    case 'asked':
      return recordAsked(driver, batch.facts);
    case 'hashed':
      return recordHashes(driver, batch.facts);
    case 'hash-discarded':
      return discardHashes(driver, batch.facts);
    case 'backed-up':
      return recordBackedUp(driver, batch.facts);
    case 'verified':
      return recordVerified(driver, batch.facts);
    case 'deleted-on-server':
      return recordDeleted(driver, batch.facts);
    case 'upload-again-wanted':
      return eachOf(batch.facts, (fact) => wantAgain(driver, fact));
    case 'found-damaged':
      return recordDamaged(driver, batch.facts);
    case 'transfer-noted':
      return eachOf(batch.facts, (fact) => noteTransfer(driver, fact));
    case 'transfer-ended':
      return eachOf(batch.facts, (fact) => endTransfer(driver, fact));
    case 'attempt-failed':
      return recordFailures(driver, batch.facts);
    case 'vanished':
      return recordVanished(driver, batch.facts);
    case 'retry-wanted':
      return eachOf(batch.facts, (fact) => retryAssets(driver, fact));
    case 'albums-synced':
      return recordSyncedAlbums(driver, batch.facts);
    case 'settings-changed':
      return eachOf(batch.facts, (fact) => changeSettings(driver, fact));
    case 'room-noted':
      return eachOf(batch.facts, ({ lack }) => writeValue(driver, 'lackOfRoom', lack ?? null));
    case 'mark-noted':
      return eachOf(batch.facts, ({ mark }) => writeValue(driver, 'serverMark', mark));
    case 'server-doubted':
      return eachOf(batch.facts, ({ atMs }) => writeValue(driver, 'doubtedAtMs', atMs ?? null));
    case 'verification-completed':
      return eachOf(batch.facts, ({ atMs }) => writeValue(driver, 'lastVerifiedAtMs', atMs));
    case 'run-completed':
      return eachOf(batch.facts, (fact) => completeRun(driver, fact));
    default:
      throw new TypeError(`unknown fact: ${JSON.stringify(batch satisfies never)}`);
  }
}

async function eachOf<Fact>(facts: readonly Fact[], write: (fact: Fact) => Promise<void>): Promise<void> {
  for (const fact of facts) await write(fact);
}
