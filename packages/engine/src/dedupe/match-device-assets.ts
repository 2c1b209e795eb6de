import { throwIfCancelled, type CancelSignal } from '../cancel.ts';
import type { AssetRecord } from '../model/asset-record.ts';
import { deviceAssetIdOf } from '../model/asset.ts';
import type { AssetId, DeviceId } from '../model/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger, LedgerFact } from '../ports/ledger.ts';
import type { Remote, RemoteMatch } from '../ports/remote.ts';
import type { Connection } from '../run/connection.ts';

/** The most that one question may name (D4). */
const MAX_IDS = 5_000;
/** A transaction's facts are in memory several times over. */
const RECORDED_AT_ONCE = 500;

export interface MatchDeps {
  readonly ledger: Ledger;
  readonly remote: Remote;
  readonly connection: Connection;
  readonly clock: Clock;
  readonly deviceId: DeviceId;
}

/**
 * Asks the server, by this device's names, for the candidates that it was never asked for, and records those that are
 * there (D4). This spares a device whose ledger was lost from reading its whole library again.
 */
export async function matchDeviceAssets(
  { ledger, remote, connection, clock, deviceId }: MatchDeps,
  onMatched: (records: readonly AssetRecord[]) => void,
  signal: CancelSignal,
): Promise<void> {
  let afterId: AssetId | undefined;
  for (;;) {
    throwIfCancelled(signal);
    const records = await ledger.readAssets({ kind: 'unasked', afterId, limit: MAX_IDS });
    if (records.length === 0) return;
    const nameOf = (record: AssetRecord) => deviceAssetIdOf(record.asset.id, record.version);
    const matches = await connection.call(
      (guarded) => remote.findDeviceAssets(deviceId, records.map(nameOf), guarded),
      signal,
    );

    const matchOf = (record: AssetRecord) => confirming(record, matches.get(nameOf(record)));
    for (let start = 0; start < records.length; start += RECORDED_AT_ONCE) {
      const facts = records
        .slice(start, start + RECORDED_AT_ONCE)
        .map((record) => factOf(record, matchOf(record), clock.now()));
      await ledger.record(facts);
    }
    onMatched(records.filter((record) => matchOf(record) !== undefined));
    afterId = records.at(-1)?.asset.id;
  }
}

/**
 * A name proves nothing about an asset in the server's trash, and nothing at all where the server does not say which bytes are
 * behind it. Nor is it enough for a Live Photo (U2): its still may bear the name with another photo's motion part, or with one
 * that was thrown away. Such assets are looked up by checksum.
 */
function confirming({ asset }: AssetRecord, match: RemoteMatch | undefined): RemoteMatch | undefined {
  if (match?.checksum === undefined || match.remoteId === undefined || match.isTrashed) return undefined;
  return asset.motion === undefined ? match : undefined;
}

function factOf(record: AssetRecord, match: RemoteMatch | undefined, atMs: number): LedgerFact {
  const { version } = record;
  const { id } = record.asset;
  if (match === undefined) return { kind: 'asked', id, version };
  return {
    kind: 'backed-up',
    id,
    version,
    checksums: match.checksum && { original: match.checksum, motion: undefined },
    settlement: { kind: 'backed-up', how: 'duplicate', remoteId: match.remoteId, atMs },
  };
}
