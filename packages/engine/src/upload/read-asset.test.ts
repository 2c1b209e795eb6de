import { createEngineWorld, createFakeClock, FakePhotoLibrary } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { BackupError, CancelSource, versionOf, type AssetId, type AssetRecord } from '../index.ts';
import { readAsset } from './read-asset.ts';
import { withStallGuard } from './stall-guard.ts';

async function recordOf(library: FakePhotoLibrary, id: AssetId): Promise<AssetRecord> {
  const opened = await library.open(id, { onDownloaded: () => undefined }, new CancelSource());
  await opened.close();
  return { asset: opened.asset, version: versionOf(opened.asset) } as AssetRecord;
}

describe('reading an asset', () => {
  const read = (library: FakePhotoLibrary, record: AssetRecord, reader: () => Promise<string>) =>
    readAsset(library, record, { onDownloaded: () => undefined }, new CancelSource(), reader);

  it('[D7] does not begin when the asset is another version than the recorded one', async () => {
    const library = new FakePhotoLibrary();
    const id = library.addAsset({ fileName: 'a.jpg' });
    const record = await recordOf(library, id);
    library.editAsset(id, 'after');
    let wasRead = false;
    const result = await read(library, record, async () => {
      wasRead = true;
      return '';
    });
    expect(result).toMatchObject({ kind: 'changed', asset: { original: { sizeBytes: 5 } } });
    expect([wasRead, library.openCount]).toEqual([false, 0]);
  });

  it.each(['size', 'time', 'bytes, as the reader noticed,'])(
    '[D7] drops the result when the %s moved meanwhile',
    async (what) => {
      const library = new FakePhotoLibrary();
      const id = library.addAsset({ fileName: 'a.jpg', content: 'before' });
      const record = await recordOf(library, id);
      const at = record.asset.original.modifiedAtMs;
      const result = await read(library, record, async () => {
        if (what === 'size') library.editAsset(id, 'longer than before', at);
        else library.editAsset(id, 'after!', at + 1);
        if (what.startsWith('bytes')) throw new BackupError('changed-while-reading', 'other bytes');
        return 'a result';
      });
      expect(result.kind).toBe('changed');
      expect(library.openCount).toBe(0);
    },
  );

  it('[D7] fails as changed when the reader saw other bytes and nothing else tells of it', async () => {
    const library = new FakePhotoLibrary();
    const record = await recordOf(library, library.addAsset({ fileName: 'a.jpg' }));
    const reading = read(library, record, () =>
      Promise.reject(new BackupError('changed-while-reading', 'other bytes')),
    );
    await expect(reading).rejects.toMatchObject({ code: 'changed-while-reading' });
    expect(library.openCount).toBe(0);
  });

  it('[D7][D5] never takes a photo for backed up whose old bytes the server has, when it was edited as its hash ended', async () => {
    const { library, engine, choose, remote } = createEngineWorld();
    library.addAsset({ fileName: 'copy.jpg', content: 'before' });
    await choose();
    await engine.start();
    const id = library.addAsset({ fileName: 'a.jpg', content: 'before' });
    library.whileReading(id, (atByte) => {
      if (atByte === 6 && library.contentOf(id) === 'before') library.editAsset(id, 'before and after');
    });
    await engine.start();
    expect((await engine.explain(id))?.why.kind).toBe('backed-up');
    expect(remote.assets).toHaveLength(2);
  });
});

describe('the guard against stalls', () => {
  it('[U6] leaves neither a sleeper nor a listener behind, whatever the work comes to', async () => {
    const clock = createFakeClock({ autoAdvance: true });
    const listeners = new Set<() => void>();
    const parent = new CancelSource();
    const signal = {
      aborted: false,
      reason: undefined,
      addEventListener: (_type: 'abort', listener: () => void) => void listeners.add(listener),
      removeEventListener: (_type: 'abort', listener: () => void) => void listeners.delete(listener),
    };
    await withStallGuard(clock, signal, async () => 'done');
    await withStallGuard(clock, signal, async (_guarded, { onBytes }) => {
      await clock.sleep(20_000, parent);
      onBytes();
      await clock.sleep(29_900, parent);
    });
    await expect(withStallGuard(clock, signal, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    const startedAtMs = clock.now();
    const stalled = withStallGuard(
      clock,
      signal,
      (guarded) =>
        new Promise((_resolve, reject) => {
          guarded.addEventListener('abort', () => {
            reject(guarded.reason);
          });
        }),
    );
    await expect(stalled).rejects.toMatchObject({ code: 'timeout' });
    expect(clock.now() - startedAtMs).toBe(30_000);
    expect([listeners.size, clock.sleeperCount]).toEqual([0, 0]);
  });
});
