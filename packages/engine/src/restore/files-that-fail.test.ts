import { createRestoreWorld } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { BackupError, type ErrorCode } from '../errors/backup-error.ts';
import { DamagedOriginal } from '../errors/damaged-original.ts';
import type { RemoteAssetId } from '../model/ids.ts';
import type { RestoreDeps } from './restore-library.ts';

type World = ReturnType<typeof createRestoreWorld>;

/** The world's originals, of which one cannot be read. */
function without(
  { remote }: World,
  broken: RemoteAssetId,
  code: ErrorCode | 'damaged',
): RestoreDeps['originals'] {
  return {
    list: (cursor, signal) => remote.originals.list(cursor, signal),
    read: (id, fromByte, signal) =>
      id === broken ? failing(code) : remote.originals.read(id, fromByte, signal),
  };
}

async function* failing(code: ErrorCode | 'damaged'): AsyncGenerator<Uint8Array> {
  const error = code === 'damaged' ? new DamagedOriginal('it is') : new BackupError(code, 'it fails');
  yield await Promise.reject<Uint8Array>(error);
}

describe('a motion part that cannot be brought home', () => {
  const withBrokenMotion = async (code: ErrorCode | 'damaged') => {
    const world = createRestoreWorld();
    await world.keep('live.heic', '1', { motion: 'live.mov', albums: ['Rome', 'Sea'] });
    await world.keep('other.jpg', '2');
    const { originals } = await world.remote.originals.list(undefined, world.signal);
    const motion = originals.find((original) => original.motion !== undefined)!.motion!;
    return { ...world, broken: without(world, motion.id, code) };
  };

  it.each(['server-error', 'bad-answer', 'rejected', 'network'] as const)(
    '[V3] keeps its still from nowhere, and is said to have failed (%s)',
    async (code) => {
      const { restore, paths, broken } = await withBrokenMotion(code);
      const report = await restore([], { originals: broken });
      expect(paths()).toEqual(['2019/07/other.jpg', 'Rome/live.heic', 'Sea/live.heic']);
      expect(report).toMatchObject({
        outcome: { kind: 'completed' },
        wantedCount: 2,
        restoredCount: 1,
        failedCount: 1,
        failures: [{ original: { fileName: 'live.heic' }, part: 'motion', reason: { kind: 'error', code } }],
      });
      // The next one brings what is missing, beside the still.
      expect(await restore()).toMatchObject({ restoredCount: 1, thereCount: 1, failedCount: 0 });
      expect(paths()).toContain('Rome/live.mov');
      expect(paths()).toHaveLength(5);
    },
  );

  it('[V3] and is damaged on the server is said to be', async () => {
    const { restore, broken } = await withBrokenMotion('damaged');
    const { failures } = await restore([], { originals: broken });
    expect(failures).toMatchObject([{ part: 'motion', reason: { kind: 'damaged' } }]);
  });

  it('[V3] that was deleted meanwhile is no failure', async () => {
    const { restore, paths, broken } = await withBrokenMotion('asset-gone');
    expect(await restore([], { originals: broken })).toMatchObject({ restoredCount: 2, failedCount: 0 });
    expect(paths()).toContain('Rome/live.heic');
  });

  it('[V3] [E1] stops the restore where that cannot go on', async () => {
    const { restore, broken } = await withBrokenMotion('unauthorized');
    expect((await restore([], { originals: broken })).outcome).toMatchObject({ code: 'unauthorized' });
  });
});

describe('an original that is damaged on the server', () => {
  it('[V3] fails alone, as what it is, and is asked for once', async () => {
    const world = createRestoreWorld();
    const bad = await world.keep('bad.jpg', 'bad');
    await world.keep('other.jpg', 'other');
    let askedCount = 0;
    const broken = without(world, bad, 'damaged');
    const originals: RestoreDeps['originals'] = {
      list: (cursor, signal) => broken.list(cursor, signal),
      read: (id, fromByte, signal) => {
        if (id === bad) askedCount += 1;
        return broken.read(id, fromByte, signal);
      },
    };
    expect(await world.restore([], { originals })).toMatchObject({
      outcome: { kind: 'completed' },
      restoredCount: 1,
      failures: [{ original: { fileName: 'bad.jpg' }, part: 'original', reason: { kind: 'damaged' } }],
    });
    expect(askedCount).toBe(1);
  });
});

describe('an original that does not end', () => {
  it('[V3] is received no further than to where it should end, and fails alone', async () => {
    const world = createRestoreWorld();
    const endless = await world.keep('endless.jpg', 'endless', { sizeBytes: 100_000 });
    await world.keep('other.jpg', 'other');
    let sentBytes = 0;
    async function* bytes(): AsyncGenerator<Uint8Array> {
      // No test waits for ever.
      while (sentBytes < 100_000_000) {
        sentBytes += 50_000;
        yield await Promise.resolve(new Uint8Array(50_000));
      }
    }
    const originals: RestoreDeps['originals'] = {
      list: (cursor, signal) => world.remote.originals.list(cursor, signal),
      read: (id, fromByte, signal) =>
        id === endless ? bytes() : world.remote.originals.read(id, fromByte, signal),
    };
    const report = await world.restore([], { originals });
    expect(report).toMatchObject({
      restoredCount: 1,
      failures: [{ original: { fileName: 'endless.jpg' }, reason: { code: 'checksum-mismatch' } }],
    });
    // Twice, because bytes may be wrong once.
    expect(sentBytes).toBe(300_000);
    expect(world.target.hiddenCount).toBe(0);
  });
});

describe('an original whose connection breaks each time', () => {
  it('[V3] fails alone, when the server is there', async () => {
    const world = createRestoreWorld();
    const bad = await world.keep('bad.jpg', 'bad');
    for (let seed = 1; seed <= 20; seed += 1) await world.keep(`${seed}.jpg`, `${seed}`);
    const report = await world.restore([], { originals: without(world, bad, 'network') });
    expect(report).toMatchObject({
      outcome: { kind: 'completed' },
      restoredCount: 20,
      failedCount: 1,
      failures: [
        {
          original: { fileName: 'bad.jpg' },
          part: 'original',
          reason: { kind: 'error', code: 'network' },
        },
      ],
    });
  });

  it('[V3] [E1] stops the restore, when the server is not', async () => {
    const world = createRestoreWorld();
    const bad = await world.keep('bad.jpg', 'bad');
    for (let seed = 1; seed <= 20; seed += 1) await world.keep(`${seed}.jpg`, `${seed}`);
    world.remote.failNext('describe', 'network', 1_000);
    const report = await world.restore([], { originals: without(world, bad, 'network') });
    expect(report).toMatchObject({ outcome: { kind: 'stopped', code: 'network' }, failedCount: 0 });
  });
});
