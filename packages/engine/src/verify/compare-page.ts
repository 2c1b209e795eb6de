import type { CancelSignal } from '../cancel.ts';
import type { AssetRecord } from '../model/asset-record.ts';
import type { RemoteAssetId, ServerMark } from '../model/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger, LedgerFact } from '../ports/ledger.ts';
import type { Remote, RemoteProofs } from '../ports/remote.ts';
import { checksumsOf } from '../queue/queue-state.ts';
import type { Connection } from '../run/connection.ts';

export interface CompareDeps {
  readonly ledger: Ledger;
  readonly remote: Remote;
  readonly connection: Connection;
  readonly clock: Clock;
}

/** What the server said of one backed-up asset. */
export type Verdict =
  | { readonly kind: 'sound'; readonly isReread: boolean; readonly remoteId: RemoteAssetId }
  /** It does not keep these bytes any more, or only in its trash. */
  | { readonly kind: 'missing' }
  /** What it keeps is not what was sent. */
  | { readonly kind: 'damaged' }
  /** It has lost what it confirmed: nobody deleted it. */
  | { readonly kind: 'lost' }
  /** The server confirmed it by name alone, at the time: nobody knows its checksum until it is hashed. */
  | { readonly kind: 'unknown' };

/** What the server said of some assets, in their order, and of itself. */
export interface Comparison extends Pick<RemoteProofs, 'mark' | 'hasGoneBack'> {
  readonly judged: readonly Judged[];
}

export interface Judged {
  readonly record: AssetRecord;
  readonly verdict: Verdict;
}

/** The clocks of a device and a server may differ by so much before what was deleted long ago is taken for lost. */
const CLOCKS_DIFFER_MS = 24 * 3_600_000;

/** Pages of so many assets have at most 5,000 checksums, the most that one question may name. */
export const COMPARE_PAGE = 2_500;

/**
 * Asks the server for the bytes of some backed-up assets, and writes down what it says: proof, or that they are deleted (D10),
 * or damaged and to be sent again. A Live Photo is as sound as the worse of its parts.
 */
export async function comparePage(
  { ledger, remote, connection, clock }: CompareDeps,
  records: readonly AssetRecord[],
  options: { readonly isDeep: boolean; readonly mark?: ServerMark | undefined },
  signal: CancelSignal,
): Promise<Comparison> {
  const checksums = [...new Set(records.flatMap((r) => (r.checksums ? checksumsOf(r.checksums) : [])))];
  const proofs = await connection.call((guarded) => remote.verify(checksums, options, guarded), signal);
  const judged = records.map((record) => ({ record, verdict: verdictOn(record, proofs, options) }));
  const atMs = clock.now();
  await ledger.record(judged.flatMap(({ record, verdict }) => factsOf(record, verdict, atMs)));
  return { judged, mark: proofs.mark, hasGoneBack: proofs.hasGoneBack };
}

function verdictOn(
  { checksums, settlement }: AssetRecord,
  { kept, untracedSinceMs }: RemoteProofs,
  { isDeep }: { readonly isDeep: boolean },
): Verdict {
  if (checksums === undefined) return { kind: 'unknown' };
  const asked = checksumsOf(checksums);
  const parts = asked.map((checksum) => kept.get(checksum));
  const [original] = parts;
  if (original === undefined || parts.includes(undefined)) {
    const confirmedAtMs = settlement.kind === 'backed-up' ? settlement.atMs : 0;
    const isLost = asked.every(
      (checksum) => kept.has(checksum) || confirmedAtMs > latestDeletionMs(untracedSinceMs.get(checksum)),
    );
    return { kind: isLost ? 'lost' : 'missing' };
  }
  if (parts.some((proof) => proof?.isSound === false)) return { kind: 'damaged' };
  const isReread = isDeep && parts.every((proof) => proof?.rereadAtMs !== undefined);
  return { kind: 'sound', isReread, remoteId: original.remoteId };
}

/** When bytes that the server has no trace of can have been deleted at the latest; undefined: it may know of it. */
const latestDeletionMs = (untracedSinceMs: number | undefined): number =>
  untracedSinceMs === undefined ? Infinity : untracedSinceMs + CLOCKS_DIFFER_MS;

/**
 * A reading that was asked for now happened now, whatever the server's clock says. Bytes that were erased and sent again by
 * somebody else have another id there, by which they are put into albums.
 */
function factsOf(record: AssetRecord, verdict: Verdict, atMs: number): readonly LedgerFact[] {
  const { version, settlement, checksums } = record;
  const { id } = record.asset;
  switch (verdict.kind) {
    case 'sound': {
      const { remoteId, isReread } = verdict;
      const verified = {
        kind: 'verified',
        id,
        version,
        atMs,
        rereadAtMs: isReread ? atMs : undefined,
      } as const;
      if (settlement.kind !== 'backed-up' || settlement.remoteId === remoteId) return [verified];
      return [
        // First, too: what was found of it is mended now, not when it was sent.
        verified,
        { kind: 'backed-up', id, version, checksums, settlement: { ...settlement, remoteId } },
        verified,
      ];
    }
    case 'unknown':
      return [{ kind: 'verified', id, version, atMs, rereadAtMs: undefined }];
    case 'missing':
      return [{ kind: 'deleted-on-server', id, version, atMs }];
    case 'damaged':
    case 'lost':
      return [{ kind: 'found-damaged', id, version, atMs }];
  }
}
