import { checksumOfContent, createEngineWorld, overriding } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import type { NativeBytes, UploadObserver, UploadRequest } from '../index.ts';

/** A world that keeps the requests that the remote was handed. */
function createWatchedWorld() {
  const world = createEngineWorld();
  const requests: UploadRequest[] = [];
  const observers: UploadObserver[] = [];
  const upload = world.remote.upload.bind(world.remote);
  world.remote.upload = (request, observer, signal) => {
    requests.push(request);
    observers.push(observer);
    return upload(request, observer, signal);
  };
  return { ...world, requests, observers };
}

describe('an upload', () => {
  it('[U1] carries what the device knows of a photo, and the checksum of its bytes', async () => {
    const { library, engine, choose, requests } = createWatchedWorld();
    const createdAtMs = Date.UTC(2019, 6, 14, 9, 30);
    const id = library.addAsset({
      fileName: 'a.jpg',
      content: 'the bytes',
      createdAtMs,
      modifiedAtMs: createdAtMs + 5,
      isFavorite: true,
    });
    await choose();
    await engine.start();
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      deviceId: 'device-1',
      deviceAssetId: `${id}@${createdAtMs + 5}-9`,
      createdAtMs,
      modifiedAtMs: createdAtMs + 5,
      isFavorite: true,
      durationMs: undefined,
      original: { fileName: 'a.jpg', sizeBytes: 9, checksum: checksumOfContent('the bytes') },
      motion: undefined,
    });
  });

  it('[U1][U2] carries a video with its duration, and a Live Photo with both parts in one request', async () => {
    const { library, engine, choose, requests } = createWatchedWorld();
    const motion = { fileName: 'b.mov', content: 'the motion' };
    library.addAsset({ fileName: 'a.mp4', durationMs: 12_345, createdAtMs: 2 });
    library.addAsset({ fileName: 'b.heic', content: 'the still', motion, createdAtMs: 1 });
    await choose();
    await engine.start();
    expect(requests).toHaveLength(2);
    const [video, live] = [...requests].sort((a, b) => b.createdAtMs - a.createdAtMs);
    expect(video).toMatchObject({ durationMs: 12_345, motion: undefined });
    expect(live).toMatchObject({
      original: { fileName: 'b.heic', checksum: checksumOfContent('the still') },
      motion: { fileName: 'b.mov', sizeBytes: 10, checksum: checksumOfContent('the motion') },
    });
  });

  it('[U6] of a film that the platform writes out first is not stuck while it does', async () => {
    const world = createEngineWorld({
      between: ({ library }) => ({
        library: overriding(library, {
          async open(...asked) {
            const opened = await library.open(...asked);
            const native: NativeBytes = {
              hash: async () => checksumOfContent('the film'),
              async locate(signal, onRead) {
                for (let round = 0; round < 9; round += 1) {
                  await world.clock.sleep(20_000, signal);
                  onRead?.();
                }
                return 'file:///tmp/a.mp4';
              },
            };
            return { ...opened, original: { ...opened.original, native } };
          },
        }),
      }),
    });
    world.library.addAsset({ fileName: 'a.mp4', content: 'the film' });
    await world.choose();
    const upload = world.remote.upload.bind(world.remote);
    world.remote.upload = async (request, observer, signal) => {
      await request.original.native?.locate(signal);
      return upload(request, observer, signal);
    };
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.remote.calls.upload).toBe(1);
  });

  it('[U3] pulls each chunk only when the wire asks for it', async () => {
    const { library, engine, choose, remote } = createWatchedWorld();
    const sizeBytes = 50 * 64 * 1024;
    library.addAsset({ fileName: 'a.mp4', content: { sizeBytes, seed: 1 } });
    await choose();
    const aheadBytes: number[] = [];
    remote.upload = async (request) => {
      const readBefore = library.counts.bytesRead;
      let taken = 0;
      for await (const chunk of request.original.read()) {
        taken += chunk.length;
        aheadBytes.push(library.counts.bytesRead - readBefore - taken);
      }
      return { kind: 'created', remoteId: 'x' as never, checksum: request.original.checksum };
    };
    expect(await engine.start()).toEqual({ kind: 'completed' });
    expect(aheadBytes).toHaveLength(50);
    expect(Math.max(...aheadBytes)).toBe(0);
    expect(library.counts.bytesRead).toBe(2 * sizeBytes);
  });

  it('[U9] is recorded with the id that the server gave, and only then', async () => {
    const { library, engine, choose, remote } = createWatchedWorld();
    const id = library.addAsset({ fileName: 'a.jpg' });
    await choose();
    await engine.start();
    const { why } = (await engine.explain(id))!;
    expect(why).toEqual({
      kind: 'backed-up',
      remoteId: remote.assets[0]!.id,
      atMs: expect.any(Number) as number,
      checksums: { original: remote.assets[0]!.checksum, motion: undefined },
    });
  });

  it('[E1] of an empty file fails before a byte goes, and so does one whose motion part is empty', async () => {
    const { library, engine, choose, requests } = createWatchedWorld();
    const empty = library.addAsset({ fileName: 'a.jpg', content: '' });
    library.addAsset({ fileName: 'b.heic', motion: { fileName: 'b.mov', content: '' } });
    await choose();
    await engine.start();
    expect(requests).toEqual([]);
    expect((await engine.explain(empty))?.why).toMatchObject({
      failure: { code: 'empty-file', attempts: 1 },
    });
    expect((await engine.readStatus()).statistics.failedCount).toBe(2);
  });

  it('[P1] that is over never comes back to the screens, however late its wire tells of bytes', async () => {
    const { library, engine, choose, observers, remote, clock } = createWatchedWorld();
    library.addAsset({ fileName: 'a.jpg', content: { sizeBytes: 200_000, seed: 1 } });
    await choose();
    remote.failNext('upload', 'server-error');
    const during: number[] = [];
    engine.subscribe(({ activity, transfers }) => {
      if (activity.kind === 'waiting-for-retry') {
        observers[0]?.onBytesSent(100);
        during.push(transfers.length, engine.snapshot().transfers.length);
      }
    });
    await engine.start();
    observers[1]?.onBytesSent(100);
    await clock.advance(1_000);
    expect(during).toEqual([0, 0]);
    expect(engine.snapshot().transfers).toEqual([]);
  });
});
