import { createEngineWorld, FAKE_EVERYTHING, FakeRemote } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { BackupError } from '../index.ts';

const SYNC = { syncAlbums: true };

describe('album sync', () => {
  it('[S1] puts uploads and matches into the server album of each name, made when missing', async () => {
    const { library, engine, choose, remote } = createEngineWorld();
    const camera = library.addAlbum('Camera');
    const family = library.addAlbum('Family');
    library.addAsset({ fileName: 'a.jpg', in: [camera, family] });
    library.addAsset({ fileName: 'b.jpg', in: [camera], content: 'equal' });
    library.addAsset({ fileName: 'c.jpg', in: [family], content: 'equal' });
    await choose({ [camera]: 'selected', [family]: 'selected' });
    await engine.changeSettings(SYNC);
    await engine.start();
    const [b, a] = ['b.jpg', 'a.jpg'].map((name) =>
      remote.assets.find(({ fileName }) => fileName === name || (name === 'b.jpg' && fileName === 'c.jpg')),
    );
    expect(remote.albums).toEqual(
      new Map([
        ['Camera', new Set([a!.id, b!.id])],
        ['Family', new Set([a!.id, b!.id])],
      ]),
    );
  });

  it('[S1][A4] is off by default, and never makes an album of everything', async () => {
    const { library, engine, choose, remote } = createEngineWorld();
    const camera = library.addAlbum('Camera');
    library.addAsset({ fileName: 'a.jpg' });
    library.addAsset({ fileName: 'b.jpg', in: [camera] });
    await choose({ [FAKE_EVERYTHING]: 'selected' });
    await engine.start();
    expect(remote.calls.addToAlbum).toBe(0);
    await engine.changeSettings(SYNC);
    await engine.start();
    expect([...remote.albums.keys()]).toEqual(['Camera']);
  });

  it('[S3] switched on applies to what is backed up already, sends nothing, and is done once', async () => {
    const { library, engine, choose, remote } = createEngineWorld();
    const odd = library.addAlbum('50/50 ✓');
    for (let index = 0; index < 1_200; index += 1) library.addAsset({ fileName: `${index}.jpg`, in: [odd] });
    await choose({ [odd]: 'selected' });
    await engine.start();
    await engine.changeSettings(SYNC);
    await engine.start();
    expect(remote.albums.get('50/50 ✓')?.size).toBe(1_200);
    expect(remote.calls.addToAlbum).toBe(2);
    expect(remote.uploadCount).toBe(1_200);
    await engine.start();
    expect(remote.calls.addToAlbum).toBe(2);
  });

  it('[S3] takes names that differ only in their Unicode form for one', async () => {
    const { library, engine, choose, remote } = createEngineWorld();
    const one = library.addAlbum('Cafe\u0301', { id: 'one' });
    const two = library.addAlbum('Caf\u00e9', { id: 'two' });
    const other = library.addAlbum('café', { id: 'three' });
    library.addAsset({ fileName: 'a.jpg', in: [one] });
    library.addAsset({ fileName: 'b.jpg', in: [two] });
    library.addAsset({ fileName: 'c.jpg', in: [other] });
    await choose({ one: 'selected', two: 'selected', three: 'selected' });
    await engine.changeSettings(SYNC);
    await engine.start();
    expect([...remote.albums].map(([name, members]) => [name, members.size])).toEqual([
      ['Caf\u00e9', 2],
      ['café', 1],
    ]);
  });

  it.each(['server-error', 'rejected'] as const)(
    '[S2] makes later what could not be made because of %s, and the other albums do not wait for it',
    async (code) => {
      const { library, engine, choose, remote } = createEngineWorld();
      const camera = library.addAlbum('Camera');
      const family = library.addAlbum('Family');
      library.addAsset({ fileName: 'a.jpg', in: [camera, family] });
      await choose({ [camera]: 'selected', [family]: 'selected' });
      await engine.changeSettings(SYNC);
      const add = remote.addToAlbum.bind(remote);
      remote.addToAlbum = (name, ids, signal) =>
        name === 'Camera' ? Promise.reject(new BackupError(code, 'no')) : add(name, ids, signal);
      expect(await engine.start()).toEqual({ kind: 'completed' });
      expect([...remote.albums.keys()]).toEqual(['Family']);

      remote.addToAlbum = add;
      await engine.start();
      expect([...remote.albums.keys()]).toEqual(['Family', 'Camera']);
      const calls = remote.calls.addToAlbum;
      await engine.start();
      expect(remote.calls.addToAlbum).toBe(calls);
    },
  );

  it('[S2] makes later what the server refused, asset by asset', async () => {
    const { library, engine, choose, remote } = createEngineWorld();
    const camera = library.addAlbum('Camera');
    for (let index = 0; index < 3; index += 1) library.addAsset({ fileName: `${index}.jpg`, in: [camera] });
    await choose({ [camera]: 'selected' });
    await engine.changeSettings(SYNC);
    const asked: number[] = [];
    const add = remote.addToAlbum.bind(remote);
    remote.addToAlbum = async (name, ids, signal) => {
      asked.push(ids.length);
      if (asked.length > 1) return add(name, ids, signal);
      return [{ kind: 'refused', reason: 'not now' }, ...(await add(name, ids.slice(1), signal))];
    };
    expect(await engine.start()).toEqual({ kind: 'completed' });
    expect(remote.albums.get('Camera')?.size).toBe(2);
    expect(engine.snapshot().albumSync).toEqual({ syncedCount: 2, leftOverCount: 1 });
    await engine.start();
    expect(engine.snapshot().albumSync).toEqual({ syncedCount: 1, leftOverCount: 0 });
    expect(remote.albums.get('Camera')?.size).toBe(3);
    expect(asked).toEqual([3, 1]);
  });

  it.each([undefined, 'server-error', 'server-disk-full'] as const)(
    '[S1][E1] puts what was backed up into its albums although the server is full then (additions fail: %s)',
    async (addition) => {
      const { library, engine, choose, remote } = createEngineWorld({
        remote: new FakeRemote({ quotaBytes: 36 }),
      });
      const camera = library.addAlbum('Camera');
      for (let index = 0; index < 8; index += 1)
        library.addAsset({ fileName: `${index}.jpg`, in: [camera], content: `${index}`.padStart(12, '-') });
      await choose({ [camera]: 'selected' });
      await engine.changeSettings(SYNC);
      if (addition !== undefined) remote.failNext('addToAlbum', addition, Infinity);
      expect(await engine.start()).toMatchObject({ kind: 'stopped', code: 'quota-exceeded' });
      expect(remote.uploadCount).toBe(3);
      expect(remote.albums.get('Camera')?.size).toBe(addition === undefined ? 3 : undefined);

      remote.clearFaults();
      remote.account.quotaBytes = undefined;
      expect(await engine.start()).toEqual({ kind: 'completed' });
      expect(remote.albums.get('Camera')?.size).toBe(8);
    },
  );

  it('[S2] makes an addition again whose answer was lost, and it changes nothing', async () => {
    const { library, engine, choose, remote } = createEngineWorld();
    const camera = library.addAlbum('Camera');
    library.addAsset({ fileName: 'a.jpg', in: [camera] });
    await choose({ [camera]: 'selected' });
    await engine.changeSettings(SYNC);
    remote.inject({ method: 'addToAlbum', fault: { kind: 'answer-lost' } });
    expect(await engine.start()).toEqual({ kind: 'completed' });
    expect(remote.calls.addToAlbum).toBe(2);
    expect(remote.albums.get('Camera')?.size).toBe(1);
  });

  it('[S2][B1] does not keep a run from its end where the login may not touch albums, and gives up', async () => {
    const { library, engine, choose, remote } = createEngineWorld();
    const albums = ['Camera', 'Family'].map((name) => library.addAlbum(name));
    for (let index = 0; index < 1_200; index += 1) library.addAsset({ fileName: `${index}.jpg`, in: albums });
    await choose(Object.fromEntries(albums.map((id) => [id, 'selected'] as const)));
    await engine.changeSettings(SYNC);
    remote.failNext('addToAlbum', 'forbidden', Infinity);
    expect(await engine.start()).toEqual({ kind: 'completed' });
    expect(remote.calls.addToAlbum).toBe(3);
    expect(engine.snapshot().albumSync).toEqual({ syncedCount: 0, leftOverCount: 1_200 });
    remote.clearFaults();
    await engine.start();
    expect(remote.albums.get('Family')?.size).toBe(1_200);
  });

  it('[S2] fills the other albums where the login may not make one', async () => {
    const { library, engine, choose, remote } = createEngineWorld();
    const albums = ['Camera', 'Family', 'Rome'].map((name) => library.addAlbum(name));
    library.addAsset({ fileName: 'a.jpg', in: albums });
    await choose(Object.fromEntries(albums.map((id) => [id, 'selected'] as const)));
    await engine.changeSettings(SYNC);
    const add = remote.addToAlbum.bind(remote);
    remote.addToAlbum = async (name, ids, signal) => {
      if (name === 'Camera') throw new BackupError('forbidden', 'it may not make albums');
      return add(name, ids, signal);
    };
    expect(await engine.start()).toEqual({ kind: 'completed' });
    expect([...remote.albums.keys()]).toEqual(['Family', 'Rome']);
  });

  it('[S2] adds what is new to an album, under its new name too', async () => {
    const { library, engine, choose, remote } = createEngineWorld();
    const camera = library.addAlbum('Camera');
    library.addAsset({ fileName: 'a.jpg', in: [camera] });
    await choose({ [camera]: 'selected' });
    await engine.changeSettings(SYNC);
    await engine.start();
    library.renameAlbum(camera, 'Kamera');
    library.addAsset({ fileName: 'b.jpg', in: [camera] });
    await engine.start();
    expect(remote.albums.get('Camera')?.size).toBe(1);
    expect(remote.albums.get('Kamera')?.size).toBe(2);
  });
});
