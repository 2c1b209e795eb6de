import { describe, expect, it } from 'vitest';
import { BackupError, ERROR_CODES, type ErrorCode, type Settlement } from '../index.ts';
import type { RemoteAssetId } from '../model/ids.ts';
import { transitionAsset, type AssetEvent, type AssetStep } from './asset-machine.ts';

const retrying = (attempts: number, code: ErrorCode = 'server-error'): Settlement => ({
  kind: 'retrying',
  failure: { code, detail: '', attempts, atMs: 0 },
  nextAttemptAtMs: 0,
});
const failed = (code: ErrorCode, retryAfterMs?: number): AssetEvent => ({
  kind: 'turn-failed',
  error: { code, disposition: new BackupError(code, '').disposition, detail: 'why', retryAfterMs },
  atMs: 1_000,
  chance: 0.5,
});
const backedUp: Settlement = {
  kind: 'backed-up',
  how: 'uploaded',
  remoteId: 'r' as RemoteAssetId,
  atMs: 1,
};
const pending: Settlement = { kind: 'pending' };
const gone: Settlement = { kind: 'gone', atMs: 1 };
const deleted: Settlement = { kind: 'deleted-on-server', atMs: 1 };
const outcomeOf = ({ state, effects }: AssetStep): string =>
  [state.kind, ...effects.map(({ kind }) => kind)].join(' ');

describe('a failed turn', () => {
  it('[E1] ends in one way for each code', () => {
    const outcomes = ERROR_CODES.map(
      (code) => `${code}: ${outcomeOf(transitionAsset(pending, failed(code)))}`,
    );
    expect(outcomes).toEqual([
      'network: pending wait-for-network',
      'untrusted-server: pending wait-for-network',
      'timeout: retrying',
      'server-error: retrying',
      'too-many-requests: retrying',
      'bad-answer: retrying',
      'checksum-mismatch: retrying discard-hash',
      'changed-while-reading: retrying',
      'read-failed: retrying',
      'download-failed: retrying',
      'asset-gone: gone settle',
      'file-unreadable: failed settle',
      'empty-file: failed settle',
      'unsupported-type: failed settle',
      'rejected: failed settle',
      'device-full: pending put-off',
      'quota-exceeded: pending stop-run',
      'server-disk-full: pending stop-run',
      'unauthorized: pending stop-run',
      'forbidden: pending stop-run',
      'not-a-photo-server: pending stop-run',
      'library-unavailable: pending stop-run',
      'library-permission-lost: pending stop-run',
      'ledger-unavailable: pending stop-run',
    ]);
  });

  it('[E2][E3] is tried again five times in all, later each time, with what went wrong last', () => {
    let state: Settlement = pending;
    const pauses: number[] = [];
    while (state.kind !== 'failed') {
      ({ state } = transitionAsset(state, failed('server-error')));
      if (state.kind === 'retrying') pauses.push(state.nextAttemptAtMs - 1_000);
    }
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000]);
    expect(state.failure).toEqual({ code: 'server-error', detail: 'why', attempts: 5, atMs: 1_000 });
  });

  it('[E1] is not tried again before the server wants it', () => {
    const { state } = transitionAsset(pending, failed('too-many-requests', 90_000));
    expect(state).toMatchObject({ kind: 'retrying', nextAttemptAtMs: 91_000 });
  });

  it('[D8] for a second checksum mismatch is the last, after another error it is hashed anew', () => {
    const mismatch = failed('checksum-mismatch');
    const again = transitionAsset(retrying(1, 'checksum-mismatch'), mismatch);
    expect(outcomeOf(again)).toBe('failed discard-hash settle');
    expect(outcomeOf(transitionAsset(retrying(1, 'timeout'), mismatch))).toBe('retrying discard-hash');
  });

  it('[E1] on a full device is not counted, but remembered where it is waiting for a retry anyhow', () => {
    const before = retrying(4);
    const { state, effects } = transitionAsset(before, failed('device-full'));
    expect(effects).toEqual([{ kind: 'put-off' }]);
    expect(state).toEqual({
      kind: 'retrying',
      failure: { code: 'device-full', detail: 'why', attempts: 4, atMs: 1_000 },
      nextAttemptAtMs: 1_000,
    });
  });

  it('[U9] takes nothing back from what is settled', () => {
    for (const state of [backedUp, gone, deleted]) {
      expect(transitionAsset(state, failed('timeout'))).toEqual({ state, effects: [] });
    }
  });
});

describe('an asset', () => {
  it('[D10] that the server misses stays so until the person wants it again or edits it', () => {
    const missed: AssetEvent = { kind: 'missed-on-server', atMs: 7 };
    for (const state of [pending, backedUp, retrying(2)]) {
      expect(transitionAsset(state, missed).state).toEqual({ kind: 'deleted-on-server', atMs: 7 });
    }
    expect(transitionAsset(gone, missed).state).toBe(gone);
    expect(transitionAsset(deleted, { kind: 'seen', isNewVersion: false }).state).toBe(deleted);
    expect(transitionAsset(deleted, { kind: 'retry-wanted' }).state).toBe(deleted);
    expect(transitionAsset(deleted, { kind: 'seen', isNewVersion: true }).state).toEqual(pending);
    expect(transitionAsset(deleted, { kind: 'upload-again-wanted' }).state).toEqual(pending);
  });

  it('[A8][A11] is pending again as another version, or when it comes back', () => {
    const seen = (isNewVersion: boolean): AssetEvent => ({ kind: 'seen', isNewVersion });
    expect(transitionAsset(gone, seen(false)).state).toEqual(pending);
    expect(transitionAsset(backedUp, seen(false)).state).toBe(backedUp);
    expect(transitionAsset(backedUp, seen(true)).state).toEqual(pending);
  });

  it('[V1] that is damaged on the server is pending again, and only that', () => {
    expect(transitionAsset(backedUp, { kind: 'found-damaged' }).state).toEqual(pending);
    expect(transitionAsset(deleted, { kind: 'found-damaged' }).state).toBe(deleted);
  });

  it('[E4] stays failed until the person retries', () => {
    const lost = transitionAsset(pending, failed('rejected')).state;
    expect(transitionAsset(lost, { kind: 'seen', isNewVersion: false }).state).toBe(lost);
    expect(transitionAsset(lost, { kind: 'upload-again-wanted' }).state).toBe(lost);
    expect(transitionAsset(lost, { kind: 'retry-wanted' }).state).toEqual(pending);
    expect(transitionAsset(backedUp, { kind: 'retry-wanted' }).state).toBe(backedUp);
  });
});
