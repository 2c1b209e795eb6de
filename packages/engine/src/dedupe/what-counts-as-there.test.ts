import { checksumOfContent, createEngineWorld, FakePhotoServer, FakeRemote } from '@keepsake/testkit';
import type { DeviceId, RemoteAssetId } from '../index.ts';
import { describe, expect, it } from 'vitest';

const STILL = { fileName: 'IMG_1.HEIC', content: 'still' };
const MOTION = { fileName: 'IMG_1.MOV', content: 'motion' };

describe('what counts as being on the server', () => {
  it('[U2] is not a Live Photo whose halves lie there apart: it is sent once, which joins them', async () => {
    const server = new FakePhotoServer();
    const apart = createEngineWorld({ remote: new FakeRemote({ server }) });
    apart.library.addAsset(STILL);
    apart.library.addAsset(MOTION);
    await apart.choose();
    await apart.engine.start();

    const world = createEngineWorld({ remote: new FakeRemote({ server }) });
    const id = world.library.addAsset({ ...STILL, motion: MOTION });
    await world.choose();
    expect(await world.engine.start()).toEqual({ kind: 'completed' });

    const still = world.remote.assetOf(checksumOfContent('still'));
    const motion = still?.motionId === undefined ? undefined : server.assets.get(still.motionId);
    expect(motion?.checksum).toBe(checksumOfContent('motion'));
    expect((await world.engine.explain(id))?.why.kind).toBe('duplicate');
    expect(world.remote.calls.upload).toBe(1);
  });

  it('[U2] is not a Live Photo that bears its name without its motion part', async () => {
    const world = createEngineWorld();
    const id = world.library.addAsset({ ...STILL, motion: MOTION });
    await world.choose();
    world.remote.findDeviceAssets = (_device, ids) =>
      Promise.resolve(
        new Map(
          ids.map((name) => [
            name,
            {
              remoteId: undefined,
              checksum: undefined,
              motionChecksum: null,
              isMotionPart: false,
              isTrashed: false,
            },
          ]),
        ),
      );
    await world.engine.start();
    expect(world.remote.calls.upload).toBe(1);
    expect((await world.engine.explain(id))?.why.kind).toBe('backed-up');
  });

  it('[V4] [A8] is each of two Live Photos of one still, also when everything on the device is forgotten', async () => {
    const world = createEngineWorld();
    world.library.addAsset({
      fileName: 'x1.heic',
      content: 'still',
      motion: { fileName: 'x1.mov', content: 'one' },
    });
    world.library.addAsset({
      fileName: 'x2.heic',
      content: 'still',
      motion: { fileName: 'x2.mov', content: 'two' },
    });
    await world.choose();
    await world.engine.start();
    const uploadCount = world.remote.calls.upload;

    const { library, remote } = world;
    const deviceId = 'another device' as DeviceId;
    const rebuilt = createEngineWorld({ library, remote, between: () => ({ deviceId }) });
    await rebuilt.choose();
    await rebuilt.engine.start();
    expect(remote.calls.upload).toBe(uploadCount);
    const { candidates } = (await rebuilt.engine.readStatus()).statistics;
    expect(candidates).toMatchObject({ totalCount: 2, backedUpCount: 2 });
  });

  it('[D3] is not a video that is there as a motion part alone: it goes when its photo goes', async () => {
    const world = createEngineWorld();
    world.library.addAsset({ ...STILL, motion: MOTION });
    await world.choose();
    await world.engine.start();
    const clip = world.library.addAsset({ fileName: 'a clip.mov', content: MOTION.content });
    await world.engine.start();

    const motion = world.remote.assetOf(checksumOfContent('motion'));
    expect(motion?.isHidden).toBe(false);
    expect(world.remote.calls.upload).toBe(2);
    expect((await world.engine.explain(clip))?.why.kind).toBe('duplicate');
  });

  it('[U9][E6] is not what a server only says it keeps, without naming its checksum', async () => {
    const world = createEngineWorld();
    const id = world.library.addAsset(STILL);
    await world.choose();
    world.remote.upload = () =>
      Promise.resolve({ kind: 'duplicate', remoteId: 'invented' as RemoteAssetId, checksum: undefined });
    await world.engine.start();
    expect((await world.engine.explain(id))?.why).toMatchObject({ kind: 'failed' });
  });

  it('[A13][D10] is not what lies in its trash: that is said, nothing is sent, and nothing is called backed up', async () => {
    const server = new FakePhotoServer();
    const before = createEngineWorld({ remote: new FakeRemote({ server }) });
    before.library.addAsset({ fileName: 'a.jpg', content: 'a' });
    await before.choose();
    await before.engine.start();
    for (const asset of server.assets.values()) asset.isTrashed = true;

    const world = createEngineWorld({ remote: new FakeRemote({ server }) });
    const id = world.library.addAsset({ fileName: 'a.jpg', content: 'a' });
    await world.choose();
    await world.engine.start();
    expect((await world.engine.explain(id))?.why).toMatchObject({ kind: 'deleted-on-server' });
    const { statistics } = await world.engine.readStatus();
    expect(statistics.candidates).toMatchObject({ backedUpCount: 0, totalCount: 0 });
    expect(statistics.deletedOnServerCount).toBe(1);
  });

  it('[D4][D10] is not a Live Photo that bears its name while its motion part lies in the trash', async () => {
    const server = new FakePhotoServer();
    const before = createEngineWorld({ remote: new FakeRemote({ server }) });
    const id = before.library.addAsset({ ...STILL, motion: MOTION });
    await before.choose();
    await before.engine.start();
    const motion = before.remote.assetOf(checksumOfContent('motion'));
    server.assets.get(motion!.id)!.isTrashed = true;

    const { library, remote } = before;
    const rebuilt = createEngineWorld({ library, remote });
    await rebuilt.choose();
    await rebuilt.engine.start();
    expect((await rebuilt.engine.explain(id))?.why.kind).toBe('deleted-on-server');
    expect(remote.calls.upload).toBe(1);
  });

  it('[D10][A8] is what was thrown away there, but not a motion part that never was there', async () => {
    const server = new FakePhotoServer();
    const before = createEngineWorld({ remote: new FakeRemote({ server }) });
    before.library.addAsset(STILL);
    before.library.addAsset(MOTION);
    await before.choose();
    await before.engine.start();
    for (const asset of server.assets.values()) asset.isTrashed = true;

    const world = createEngineWorld({ remote: new FakeRemote({ server }) });
    const known = world.library.addAsset({ ...STILL, motion: MOTION });
    await world.choose();
    await world.engine.start();
    expect((await world.engine.explain(known))?.why.kind).toBe('deleted-on-server');
    expect(world.remote.calls.upload).toBe(0);

    world.library.addAsset({ ...STILL, motion: { ...MOTION, content: 'never seen' } });
    await world.engine.start();
    expect(world.remote.calls.upload).toBeGreaterThan(0);
    expect([...server.assets.values()].map(({ checksum }) => checksum)).toContain(
      checksumOfContent('never seen'),
    );
  });

  it('[U2][V4] is not a Live Photo that bears its name with the motion part of another one', async () => {
    const before = createEngineWorld();
    const ids = ['one', 'two'].map((content, index) =>
      before.library.addAsset({ ...STILL, id: `${index}`, motion: { fileName: 'IMG_1.MOV', content } }),
    );
    await before.choose();
    await before.engine.start();

    const { library, remote } = before;
    const rebuilt = createEngineWorld({ library, remote });
    await rebuilt.choose();
    await rebuilt.engine.start();
    const records = await rebuilt.engine.listAssets({ kind: 'by-id', ids });
    const motions = new Set(records.map(({ checksums }) => checksums?.motion));
    expect(motions).toEqual(new Set(['one', 'two'].map((content) => checksumOfContent(content))));
  });
});
