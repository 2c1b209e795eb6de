import { createSeededRandom } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { BackupError, ERROR_CODES, type Settlement } from '../index.ts';
import { afterFailure } from './after-failure.ts';
import { backoffMs, MAX_ATTEMPTS } from './backoff.ts';

const always = (value: number) => ({ next: () => value });
const retrying = (attempts: number, code: BackupError['code'] = 'server-error'): Settlement => ({
  kind: 'retrying',
  failure: { code, detail: '', attempts, atMs: 0 },
  nextAttemptAtMs: 0,
});

describe('the pause before the next attempt', () => {
  it('[E2] doubles from 1 s up to 5 min, with full jitter below', () => {
    const almostOne = 1 - Number.EPSILON;
    const ceilings = [1, 2, 3, 4, 9, 10, 50].map((attempts) =>
      backoffMs(attempts, always(almostOne), undefined),
    );
    expect(ceilings).toEqual([1_000, 2_000, 4_000, 8_000, 256_000, 300_000, 300_000]);
    expect(backoffMs(5, always(0), undefined)).toBe(0);
    const random = createSeededRandom(7);
    const pauses = Array.from({ length: 1_000 }, () => backoffMs(4, random, undefined));
    const mean = pauses.reduce((sum, pause) => sum + pause, 0) / pauses.length;
    expect(mean).toBeGreaterThan(3_600);
    expect(mean).toBeLessThan(4_400);
  });

  it('[E1] is never shorter than the server asked for', () => {
    expect(backoffMs(1, always(0.5), 30_000)).toBe(30_000);
    expect(backoffMs(4, always(0.99), 10)).toBeGreaterThan(7_000);
  });
});

describe('what follows from a failure', () => {
  it('[E2] is five attempts, then failed', () => {
    const error = new BackupError('server-error', '');
    const kinds = [0, 1, 2, 3, 4].map(
      (attempts) =>
        afterFailure(error, attempts === 0 ? { kind: 'pending' } : retrying(attempts), 0, always(0)).kind,
    );
    expect(kinds).toEqual(['retry', 'retry', 'retry', 'retry', 'give-up']);
    expect(MAX_ATTEMPTS).toBe(5);
  });

  it('[E1] is one thing for each code', () => {
    const next = ERROR_CODES.map(
      (code) => `${code}: ${afterFailure(new BackupError(code, ''), { kind: 'pending' }, 0, always(0)).kind}`,
    );
    expect(next).toEqual([
      'network: wait',
      'timeout: retry',
      'server-error: retry',
      'too-many-requests: retry',
      'bad-answer: retry',
      'checksum-mismatch: retry',
      'changed-while-reading: retry',
      'read-failed: retry',
      'asset-gone: skip',
      'file-unreadable: give-up',
      'empty-file: give-up',
      'unsupported-type: give-up',
      'rejected: give-up',
      'trashed-on-server: give-up',
      'quota-exceeded: stop',
      'server-disk-full: stop',
      'unauthorized: stop',
      'forbidden: stop',
      'not-a-photo-server: stop',
      'library-unavailable: stop',
      'library-permission-lost: stop',
      'ledger-unavailable: stop',
    ]);
  });

  it('[D8] of a second checksum mismatch is that the asset has failed, of one after another error that it is hashed anew', () => {
    const error = new BackupError('checksum-mismatch', '');
    expect(afterFailure(error, retrying(1, 'checksum-mismatch'), 0, always(0)).kind).toBe('give-up');
    expect(afterFailure(error, retrying(1, 'timeout'), 0, always(0)).kind).toBe('retry');
  });
});
