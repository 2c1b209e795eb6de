import { throwIfCancelled, type CancelSignal } from '../cancel.ts';
import type { AssetRecord } from '../model/asset-record.ts';
import { deviceAssetIdOf } from '../model/asset.ts';
import type { AssetId, Checksum, DeviceId } from '../model/ids.ts';
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

    const named = (record: AssetRecord) => confirming(record, matches.get(nameOf(record)));
    const trashed = await findTrashedMotion({ remote, connection }, records.map(named), signal);
    const matchOf = (record: AssetRecord) => {
      const match = named(record);
      return match?.motionChecksum != null && trashed.has(match.motionChecksum) ? undefined : match;
    };
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
 * A name proves nothing about an asset in the server's trash, nor that a Live Photo's motion part arrived, unless the
 * server says so (U2); and nothing at all where the server does not say which bytes are behind it. Such assets are looked up by
 * checksum.
 */
function confirming(record: AssetRecord, match: RemoteMatch | undefined): RemoteMatch | undefined {
  if (match?.checksum === undefined || match.remoteId === undefined || match.isTrashed) return undefined;
  const hasItsMotion = record.asset.motion === undefined || typeof match.motionChecksum === 'string';
  return hasItsMotion ? match : undefined;
}

/**
 * The motion parts of these matches that lie in the server's trash. A name answers for the still alone, and a photo whose
 * motion part was thrown away will lose it (D10).
 */
async function findTrashedMotion(
  { remote, connection }: Pick<MatchDeps, 'remote' | 'connection'>,
  matches: readonly (RemoteMatch | undefined)[],
  signal: CancelSignal,
): Promise<ReadonlySet<Checksum>> {
  const motions = [
    ...new Set(matches.map((match) => match?.motionChecksum).filter((motion) => motion != null)),
  ];
  if (motions.length === 0) return new Set();
  const answers = await connection.call((guarded) => remote.findChecksums(motions, guarded), signal);
  return new Set(motions.filter((motion) => answers.get(motion)?.isTrashed === true));
}

function factOf(record: AssetRecord, match: RemoteMatch | undefined, atMs: number): LedgerFact {
  const { version } = record;
  const { id } = record.asset;
  if (match === undefined) return { kind: 'asked', id, version };
  const checksums =
    match.checksum === undefined
      ? undefined
      : { original: match.checksum, motion: record.asset.motion && (match.motionChecksum ?? undefined) };
  return {
    kind: 'backed-up',
    id,
    version,
    checksums,
    settlement: { kind: 'backed-up', how: 'duplicate', remoteId: match.remoteId, atMs },
  };
}
