import type {
  AlbumId,
  AssetId,
  AssetRecord,
  AssetVersion,
  Checksum,
  ErrorCode,
  Failure,
  Finding,
  Proof,
  RemoteAssetId,
  Settlement,
  Standing,
} from '@keepsake/engine';
import { FINDINGS, REASONS, SETTLEMENTS, STANDINGS, WAYS } from '../codes.ts';
import { parseListing } from '../listing.ts';
import { damaged, parseStored } from '../unavailable.ts';

/** What a question reads of each asset. */
export interface AssetRow {
  readonly asset: number;
  readonly id: AssetId;
  readonly version: AssetVersion;
  readonly listing: string;
  readonly standing: number;
  readonly ignored_reason: number | null;
  readonly excluded_by: AlbumId | null;
  readonly album_names: string;
  readonly original_checksum: Checksum | null;
  readonly motion_checksum: Checksum | null;
  readonly settlement: number;
  readonly how: number | null;
  readonly remote_id: RemoteAssetId | null;
  readonly settled_at_ms: number | null;
  readonly failure_code: ErrorCode | null;
  readonly failure_detail: string | null;
  readonly attempts: number | null;
  readonly due_at_ms: number | null;
  readonly is_wanted_again: 0 | 1;
  readonly verified_at_ms: number | null;
  readonly reread_at_ms: number | null;
  readonly found: number | null;
  readonly found_at_ms: number | null;
  readonly mended_at_ms: number | null;
  readonly undone_how: number | null;
  readonly undone_at_ms: number | null;
  readonly undone_reread_at_ms: number | null;
}

/** The columns of `AssetRow`, of the table called `a`. */
export const ASSET_COLUMNS = `a.asset, a.id, a.version, a.listing, a.standing, a.ignored_reason, a.excluded_by,
  a.album_names, a.original_checksum, a.motion_checksum, a.settlement, a.how, a.remote_id, a.settled_at_ms,
  a.failure_code, a.failure_detail, a.attempts, a.due_at_ms, a.is_wanted_again, a.verified_at_ms,
  a.reread_at_ms, a.found, a.found_at_ms, a.mended_at_ms, a.undone_how, a.undone_at_ms, a.undone_reread_at_ms`;

/** Turns a row into what the port tells of the asset. */
export function recordOf(row: AssetRow, albumIds: readonly AlbumId[]): AssetRecord {
  return {
    asset: parseListing(row.id, row.listing),
    version: row.version,
    albumIds,
    standing: standingOf(row),
    albumNames: parseStored<string[]>(row.album_names),
    checksums:
      row.original_checksum === null
        ? undefined
        : { original: row.original_checksum, motion: row.motion_checksum ?? undefined },
    settlement: settlementOf(row),
    isWantedAgain: row.is_wanted_again === 1,
    proof: proofOf(row),
    finding: findingOf(row),
  };
}

function standingOf(row: AssetRow): Standing {
  const kind = STANDINGS.toWord(row.standing);
  switch (kind) {
    case 'candidate':
    case 'not-selected':
      return { kind };
    case 'excluded':
      return { kind, byAlbum: present(row.excluded_by) };
    case 'ignored':
      return { kind, reason: REASONS.toWord(present(row.ignored_reason)) };
  }
}

function settlementOf(row: AssetRow): Settlement {
  const kind = SETTLEMENTS.toWord(row.settlement);
  switch (kind) {
    case 'pending':
      return { kind };
    case 'backed-up':
      return {
        kind,
        how: WAYS.toWord(present(row.how)),
        remoteId: row.remote_id ?? undefined,
        atMs: present(row.settled_at_ms),
      };
    case 'retrying':
      return { kind, failure: failureOf(row), nextAttemptAtMs: present(row.due_at_ms) };
    case 'failed':
      return { kind, failure: failureOf(row) };
    case 'deleted-on-server':
    case 'gone':
      return { kind, atMs: present(row.settled_at_ms) };
  }
}

function proofOf({ verified_at_ms, reread_at_ms }: AssetRow): Proof | undefined {
  return verified_at_ms === null
    ? undefined
    : { verifiedAtMs: verified_at_ms, rereadAtMs: reread_at_ms ?? undefined };
}

function findingOf(row: AssetRow): Finding | undefined {
  if (row.found === null) return undefined;
  return {
    what: FINDINGS.toWord(row.found),
    atMs: present(row.found_at_ms),
    undone:
      row.undone_how === null
        ? undefined
        : {
            how: WAYS.toWord(row.undone_how),
            atMs: present(row.undone_at_ms),
            rereadAtMs: row.undone_reread_at_ms ?? undefined,
          },
    mendedAtMs: row.mended_at_ms ?? undefined,
  };
}

function failureOf(row: AssetRow): Failure {
  return {
    code: present(row.failure_code),
    detail: present(row.failure_detail),
    attempts: present(row.attempts),
    atMs: present(row.settled_at_ms),
  };
}

function present<Value>(value: Value | null): Value {
  if (value === null) throw damaged('a column of an asset is empty that must not be');
  return value;
}
