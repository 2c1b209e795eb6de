import {
  checksumOfContent,
  createEngineWorld,
  createGate,
  FAKE_EVERYTHING,
  FakePhotoLibrary,
  overriding,
  type EngineWorld,
} from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import {
  CancelSource,
  deviceAssetIdOf,
  versionOf,
  type AssetId,
  type DeviceAssetId,
  type DeviceId,
  type RemoteAssetId,
} from '../index.ts';

/** A world that writes down how much each question to the server named. */
function createWatchedWorld(options: Parameters<typeof createEngineWorld>[0] = {}) {
  const asked = { deviceAssets: [] as number[], checksums: [] as number[] };
  const world = createEngineWorld({
    ...options,
    between: (deps) => ({
      ...options.between?.(deps),
      remote: overriding(deps.remote, {
        findDeviceAssets(deviceId, ids, signal) {
          asked.deviceAssets.push(ids.length);
          return deps.remote.findDeviceAssets(deviceId, ids, signal);
        },
        findChecksums(checksums, signal) {
          asked.checksums.push(checksums.length);
          return deps.remote.findChecksums(checksums, signal);
        },
      }),
    }),
  });
  return { ...world, asked };
}

const whyOf = async ({ engine }: Pick<EngineWorld, 'engine'>, id: AssetId) => (await engine.explain(id))?.why;

describe('duplicates', () => {
  it('[D2][D3] a second run opens no file, asks for nothing and sends nothing', async () => {
    const { library, engine, choose, asked, remote } = createWatchedWorld();
    for (let index = 0; index < 50; index += 1) library.addAsset({ fileName: `${index}.jpg` });
    await choose();
    await engine.start();
    const before = { ...library.counts };
    asked.checksums.length = asked.deviceAssets.length = 0;
    expect(await engine.start()).toEqual({ kind: 'completed' });
    expect(library.counts).toEqual({ ...before, albumListings: before.albumListings + 1 });
    expect(asked).toEqual({ deviceAssets: [], checksums: [] });
    expect(remote.calls.upload).toBe(50);
  });

  it('[D2] a photo that waits for its next attempt is not hashed again, by this process or the next', async () => {
    const before = createWatchedWorld();
    const id = before.library.addAsset({ fileName: 'a.jpg' });
    await before.choose();
    before.remote.failNext('upload', 'quota-exceeded');
    await before.engine.start();
    const { library, ledger, remote } = before;
    const after = createWatchedWorld({ library, ledger, remote });
    remote.failNext('upload', 'server-error', 3);
    expect(await after.engine.start()).toEqual({ kind: 'completed' });
    expect([...before.hasher.hashed, ...after.hasher.hashed]).toEqual(['a.jpg']);
    expect(await whyOf(after, id)).toMatchObject({ kind: 'backed-up' });
  });

  it('[D2] a checksum holds for one modified time and size of each part', async () => {
    const { library, engine, choose, hasher, remote } = createWatchedWorld();
    const id = library.addAsset({ fileName: 'a.jpg', content: 'one' });
    await choose();
    remote.failNext('upload', 'quota-exceeded');
    await engine.start();
    library.editAsset(id, 'longer', Date.UTC(2025, 0, 1));
    await engine.start();
    expect(hasher.hashed).toEqual(['a.jpg', 'a.jpg']);
    expect(remote.assets.map(({ checksum }) => checksum)).toEqual([checksumOfContent('longer')]);
  });

  it('[D1] a Live Photo has two checksums, of exactly the bytes of its parts', async () => {
    const { library, engine, choose, remote } = createWatchedWorld();
    const motion = { fileName: 'a.mov', content: { sizeBytes: 200_000, seed: 7 } };
    const id = library.addAsset({ fileName: 'a.heic', content: 'the still', motion });
    await choose();
    await engine.start();
    const checksums = {
      original: checksumOfContent('the still'),
      motion: checksumOfContent(motion.content),
    };
    expect(await whyOf({ engine }, id)).toMatchObject({ kind: 'backed-up', checksums });
    const [still] = remote.assets;
    expect(still?.checksum).toBe(checksums.original);
    expect(remote.server.assets.get(still!.motionId!)?.checksum).toBe(checksums.motion);
  });

  it('[D3] a copy of what is backed up is not sent; the server is asked whether it still has it', async () => {
    const { library, engine, choose, asked, remote } = createWatchedWorld();
    library.addAsset({ fileName: 'a.jpg', content: 'equal' });
    await choose();
    await engine.start();
    const copy = library.addAsset({ fileName: 'copy.jpg', content: 'equal' });
    asked.checksums.length = 0;
    await engine.start();
    expect(asked.checksums).toEqual([1]);
    expect(remote.calls.upload).toBe(1);
    expect(await whyOf({ engine }, copy)).toMatchObject({ kind: 'duplicate', of: remote.assets[0]?.id });
  });

  it('[D4][D5] a fresh ledger over a full server sends no byte, hashes nothing, and asks for at most 5,000 at once', async () => {
    const before = createWatchedWorld();
    for (let index = 0; index < 12_000; index += 1) before.library.addAsset({ fileName: `${index}.jpg` });
    const { library, remote } = before;
    const names = new Map<DeviceAssetId, RemoteAssetId>();
    remote.account.names.set('device-1' as DeviceId, names);
    const request = { albumId: FAKE_EVERYTHING, cursor: undefined, limit: 20_000 };
    for (const asset of (await library.listAssets(request, new CancelSource())).assets) {
      const id = remote.server.nextId();
      names.set(deviceAssetIdOf(asset.id, versionOf(asset)), id);
      remote.server.keep({
        id,
        userId: remote.account.userId,
        fileName: asset.original.fileName,
        bytes: new Uint8Array(),
        checksum: checksumOfContent(library.contentOf(asset.id)!),
        createdAtMs: asset.createdAtMs,
        modifiedAtMs: asset.original.modifiedAtMs,
        isFavorite: false,
        durationMs: undefined,
        isHidden: false,
        isTrashed: false,
        motionId: undefined,
      });
    }
    await before.choose();
    expect(await before.engine.start()).toEqual({ kind: 'completed' });
    expect(before.asked.deviceAssets).toEqual([5_000, 5_000, 2_000]);
    expect(before.asked.checksums).toEqual([]);
    expect(library.counts.opens).toBe(0);
    expect(remote.bytesReceived).toBe(0);
    const { statistics } = await before.engine.readStatus();
    expect(statistics).toMatchObject({ duplicateCount: 12_000, waitingCount: 0 });
  });

  it('[D4] what the server lost or never had is sent, the rest is not', async () => {
    const before = createWatchedWorld();
    for (let index = 0; index < 10; index += 1) before.library.addAsset({ fileName: `${index}.jpg` });
    await before.choose();
    await before.engine.start();
    const { library, remote } = before;
    const lost = remote.assets.find(({ fileName }) => fileName === '4.jpg')!;
    remote.server.remove(lost.id);
    const after = createWatchedWorld({ library, remote });
    await after.choose();
    await after.engine.start();
    expect(after.hasher.hashed).toEqual(['4.jpg']);
    expect(remote.uploadCount).toBe(11);
  });

  it('[D5] a reinstalled device with a new name hashes all and sends nothing', async () => {
    const before = createWatchedWorld();
    for (let index = 0; index < 300; index += 1) before.library.addAsset({ fileName: `${index}.jpg` });
    await before.choose();
    await before.engine.start();
    const { library, remote } = before;
    const sentBytes = remote.bytesReceived;

    const after = createWatchedWorld({
      library,
      remote,
      between: () => ({ deviceId: 'device-2' as DeviceId }),
    });
    await after.choose();
    expect(await after.engine.start()).toEqual({ kind: 'completed' });
    expect(remote.calls.upload).toBe(300);
    expect(remote.bytesReceived).toBe(sentBytes);
    expect(after.asked.checksums.reduce((sum, count) => sum + count, 0)).toBe(300);
    expect((await after.engine.readStatus()).statistics.duplicateCount).toBe(300);
  });

  it('[D5][U2] a Live Photo whose still alone is on the server is sent, and then both parts are there', async () => {
    const { library, remote, engine, choose } = createWatchedWorld();
    const earlier = createEngineWorld({ remote, library: new FakePhotoLibrary() });
    earlier.library.addAsset({ fileName: 'a.heic', content: 'the still' });
    await earlier.choose();
    await earlier.engine.start();

    const motion = { fileName: 'a.mov', content: 'the motion' };
    const id = library.addAsset({ fileName: 'a.heic', content: 'the still', motion });
    await choose();
    remote.inject({ method: 'upload', fault: { kind: 'cut-after-bytes', bytes: 12 } });
    expect(await engine.start()).toEqual({ kind: 'completed' });
    expect(remote.calls.upload).toBe(3);
    const [still] = remote.assets;
    expect(remote.server.assets.get(still!.motionId!)?.checksum).toBe(checksumOfContent('the motion'));
    // 200: the server had the still.
    expect(await whyOf({ engine }, id)).toMatchObject({ kind: 'duplicate', of: still?.id });
  });

  it('[U2] a Live Photo that was cut between its parts is not backed up', async () => {
    const { library, remote, engine, choose } = createWatchedWorld({ offlinePatienceMs: 1_000 });
    const motion = { fileName: 'a.mov', content: 'the motion' };
    const id = library.addAsset({ fileName: 'a.heic', content: 'the still', motion });
    await choose();
    remote.inject({ method: 'upload', fault: { kind: 'cut-after-bytes', bytes: 9 }, times: Infinity });
    await engine.start();
    expect(remote.server.assets.size).toBe(0);
    expect((await whyOf({ engine }, id))?.kind).not.toBe('backed-up');
    expect((await engine.readStatus()).statistics).toMatchObject({ uploadedCount: 0, duplicateCount: 0 });
  });

  it('[U2] two Live Photos that share only their still are both sent, and both motion parts are kept', async () => {
    const { library, engine, choose, remote } = createWatchedWorld();
    for (const content of ['motion one', 'motion two'])
      library.addAsset({
        fileName: 'a.heic',
        content: 'the still',
        motion: { fileName: 'a.mov', content },
      });
    await choose();
    expect(await engine.start()).toEqual({ kind: 'completed' });
    for (const content of ['the still', 'motion one', 'motion two'])
      expect(remote.assetOf(checksumOfContent(content))).toBeDefined();
    expect((await engine.readStatus()).statistics).toMatchObject({ uploadedCount: 1, duplicateCount: 1 });
  });

  it('[U2] a Live Photo whose still the server answers for, but not for its motion part, is not backed up', async () => {
    const { library, engine, choose, remote } = createWatchedWorld();
    const motion = { fileName: 'a.mov', content: 'the motion' };
    const id = library.addAsset({ fileName: 'a.heic', content: 'the still', motion });
    await choose();
    remote.upload = async ({ original }) => ({
      kind: 'duplicate',
      remoteId: 'still' as RemoteAssetId,
      checksum: original.checksum,
    });
    expect(await engine.start()).toEqual({ kind: 'completed' });
    expect(await whyOf({ engine }, id)).toMatchObject({
      kind: 'failed',
      failure: { code: 'checksum-mismatch' },
    });
  });

  it('[D6] counts 200 and 201 apart, and both as backed up', async () => {
    const { library, remote, engine, choose } = createWatchedWorld();
    library.addAsset({ fileName: 'a.jpg', content: 'equal' });
    library.addAsset({ fileName: 'b.jpg' });
    await choose();
    remote.findChecksums = async () => new Map();
    const other = createEngineWorld({ remote, between: () => ({ deviceId: 'other' as DeviceId }) });
    other.library.addAsset({ fileName: 'a.jpg', content: 'equal' });
    await other.choose();
    await other.engine.start();
    await engine.start();
    expect((await engine.readStatus()).statistics).toMatchObject({
      uploadedCount: 1,
      duplicateCount: 1,
      candidates: { backedUpCount: 2 },
    });
  });
});

describe('equal files of one device', () => {
  it('[D9] cost one upload when they are under way at the same time, and all are backed up', async () => {
    const { library, remote, engine, choose } = createWatchedWorld();
    for (let index = 0; index < 200; index += 1) {
      library.addAsset({ fileName: `${index}.jpg`, content: 'equal' });
    }
    library.addAsset({ fileName: 'oldest.jpg', createdAtMs: 0 });
    await choose();
    expect(await engine.start()).toEqual({ kind: 'completed' });
    expect(remote.calls.upload).toBe(2);
    expect((await engine.readStatus()).statistics).toMatchObject({ uploadedCount: 2, duplicateCount: 199 });
  });

  it.each(['server-error', 'rejected'] as const)(
    '[D9][U6] cost one upload also when the first try fails with %s, and nobody waits for ever',
    async (code) => {
      const { library, remote, engine, choose } = createWatchedWorld();
      for (let index = 0; index < 200; index += 1) {
        library.addAsset({ fileName: `${index}.jpg`, content: 'equal' });
      }
      library.addAsset({ fileName: 'oldest.jpg', createdAtMs: 0 });
      await choose();
      remote.failNext('upload', code);
      expect(await engine.start()).toEqual({ kind: 'completed' });
      expect(remote.uploadCount).toBe(2);
      expect(remote.calls.upload).toBe(3);
      expect((await engine.readStatus()).statistics.failedCount).toBe(code === 'rejected' ? 1 : 0);
    },
  );

  it('[D9] cost one upload when the first arrives while the server is asked for the second', async () => {
    const { library, remote, engine, choose, hasher } = createWatchedWorld();
    const first = library.addAsset({ fileName: 'first.jpg', content: 'equal', createdAtMs: 2 });
    const second = library.addAsset({ fileName: 'second.jpg', content: 'equal', createdAtMs: 1 });
    await choose();
    const [isAsked, mayArrive] = [createGate(), createGate()];
    remote.inject({ method: 'upload', fault: { kind: 'wait', until: mayArrive.pass() } });
    library.whileReading(second, () => isAsked.pass().then(() => undefined));
    const find = remote.findChecksums.bind(remote);
    let questions = 0;
    remote.findChecksums = async (checksums, signal) => {
      const answer = await find(checksums, signal);
      questions += 1;
      if (questions === 2) {
        mayArrive.open();
        while (remote.uploadCount === 0) await new Promise((resolve) => setImmediate(resolve));
        await new Promise((resolve) => setImmediate(resolve));
      }
      return answer;
    };
    const running = engine.start();
    while (remote.calls.upload === 0) await new Promise((resolve) => setImmediate(resolve));
    isAsked.open();
    expect(await running).toEqual({ kind: 'completed' });
    expect(hasher.hashed).toHaveLength(2);
    expect(questions).toBe(3);
    expect(remote.calls.upload).toBe(1);
    expect(await whyOf({ engine }, first)).toMatchObject({ kind: 'backed-up' });
    expect(await whyOf({ engine }, second)).toMatchObject({ kind: 'duplicate', of: remote.assets[0]?.id });
  });

  it('[D9][U2] two Live Photos that share only their motion part are both sent whole', async () => {
    const { library, remote, engine, choose } = createWatchedWorld();
    for (const still of ['a', 'b']) {
      const motion = { fileName: `${still}.mov`, content: 'the motion' };
      library.addAsset({ fileName: `${still}.heic`, content: `still ${still}`, motion });
    }
    await choose();
    expect(await engine.start()).toEqual({ kind: 'completed' });
    expect(remote.assets).toHaveLength(2);
    for (const { motionId } of remote.assets) expect(motionId).toBeDefined();
  });
});
