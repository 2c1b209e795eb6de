import { createEngineWorld, FakeRemote, type EngineWorld } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import type { AssetId, DeviceId } from '../index.ts';
import { backedUpWorld, remoteIdOf, whyOf } from '../testing/backed-up-world.ts';

describe('verify', () => {
  it('[V1] compares every entry with the server, and says when it did', async () => {
    const world = await backedUpWorld(7);
    const { outcome, report } = await world.engine.verify({ isDeep: false });
    expect(outcome).toEqual({ kind: 'completed' });
    expect(report).toMatchObject({ checkedCount: 7, soundCount: 7, missingCount: 0, differing: [] });
    expect((await world.engine.readStatus()).lastVerifiedAtMs).toBe(world.clock.now());
  });

  it('[V1][D10] lists what is missing, calls it so, and sends nothing of it by itself', async () => {
    const world = await backedUpWorld(5);
    world.remote.remove(await remoteIdOf(world, world.ids[1]!));
    world.remote.trash(await remoteIdOf(world, world.ids[2]!));
    const { report } = await world.engine.verify({ isDeep: false });
    expect(report).toMatchObject({ checkedCount: 5, soundCount: 3, missingCount: 2, damagedCount: 0 });
    expect(report?.differing.map(({ record }) => record.asset.id).toSorted()).toEqual([
      world.ids[1],
      world.ids[2],
    ]);
    expect(await whyOf(world, world.ids[1]!)).toMatchObject({ kind: 'deleted-on-server' });
    const { statistics } = await world.engine.readStatus();
    expect(statistics).toMatchObject({ deletedOnServerCount: 2, uploadedCount: 3, libraryCount: 5 });
    const uploads = world.remote.calls.upload;
    world.library.touchAsset(world.ids[1]!, 5_000_000);
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.remote.calls.upload).toBe(uploads);
    expect(await whyOf(world, world.ids[1]!)).toMatchObject({ kind: 'deleted-on-server' });

    // One action sends it again, also what lies in the trash.
    expect(await world.engine.uploadAgain('all-deleted')).toBe(2);
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    for (const id of world.ids) {
      expect((await whyOf(world, id))?.kind).toMatch(/backed-up|duplicate/);
    }
    expect(world.remote.assets.filter(({ isTrashed }) => !isTrashed)).toHaveLength(5);
  });

  it('[D10] takes a new edit of what was deleted for what it is: new', async () => {
    const world = await backedUpWorld(1);
    world.remote.remove(await remoteIdOf(world, world.ids[0]!));
    await world.engine.verify({ isDeep: false });
    world.library.editAsset(world.ids[0]!, 'edited');
    await world.engine.start();
    expect(await whyOf(world, world.ids[0]!)).toMatchObject({ kind: 'backed-up' });
  });

  it('[V1] that is deep has the bytes read again, and what is rotten sent again', async () => {
    const world = await backedUpWorld(3);
    const rotten = await remoteIdOf(world, world.ids[0]!);
    world.remote.rot(rotten);
    expect((await world.engine.verify({ isDeep: false })).report).toMatchObject({ soundCount: 3 });
    const { report } = await world.engine.verify({ isDeep: true });
    expect(report).toMatchObject({ checkedCount: 3, soundCount: 2, damagedCount: 1, isDeep: true });
    expect(await whyOf(world, world.ids[0]!)).toMatchObject({ kind: 'waiting' });
    await world.engine.start();
    expect((await world.engine.verify({ isDeep: true })).report).toMatchObject({ soundCount: 3 });
  });

  const damageOf = async ({ engine }: EngineWorld) => (await engine.readStatus()).damage;
  const findingOf = async ({ engine }: EngineWorld, id: AssetId) =>
    (await engine.explain(id))?.record.finding;

  it('[V1] remembers what was found damaged until the server confirms it again, and then that it was', async () => {
    const world = await backedUpWorld(3);
    const sentAtMs = world.clock.now();
    await world.clock.advance(60_000);
    world.remote.rot(await remoteIdOf(world, world.ids[0]!));
    await world.engine.verify({ isDeep: true });
    const foundAtMs = world.clock.now();
    const finding = {
      what: 'damaged',
      atMs: foundAtMs,
      undone: { how: 'uploaded', atMs: sentAtMs, rereadAtMs: undefined },
    };
    const nothing = { openCount: 0, waitingCount: 0, lostCount: 0, mendedCount: 0, mendedAtMs: undefined };
    const open = { ...nothing, openCount: 1, waitingCount: 1, foundAtMs };
    expect(world.engine.snapshot().damage).toEqual(open);
    expect(await findingOf(world, world.ids[0]!)).toMatchObject({ ...finding, mendedAtMs: undefined });
    // The next verification compares the others, and takes nothing back.
    await world.clock.advance(60_000);
    await world.engine.verify({ isDeep: true });
    expect(await damageOf(world)).toEqual(open);
    expect((await world.engine.proposeFreeing()).records.map(({ asset }) => asset.id)).not.toContain(
      world.ids[0],
    );

    await world.clock.advance(60_000);
    await world.engine.start();
    const mendedAtMs = world.clock.now();
    expect(await damageOf(world)).toEqual({
      ...nothing,
      mendedCount: 1,
      mendedAtMs,
      foundAtMs: undefined,
    });
    expect(await findingOf(world, world.ids[0]!)).toMatchObject({ ...finding, mendedAtMs });
    expect(await findingOf(world, world.ids[1]!)).toBeUndefined();
    await world.clock.advance(60_000);
    await world.engine.verify({ isDeep: false });
    expect(await damageOf(world)).toMatchObject(nothing);
    expect(await findingOf(world, world.ids[0]!)).toMatchObject({ ...finding, mendedAtMs });
  });

  it('[V1] remembers what is damaged and no longer here, calls it safe nowhere, and sends it when it is back', async () => {
    const world = await backedUpWorld(2);
    const id = world.ids[0]!;
    const photo = world.remote.assets.find(({ fileName }) => fileName === '0.jpg')!;
    world.library.removeAsset(id);
    await world.engine.start();
    world.remote.rot(photo.id);
    await world.engine.verify({ isDeep: true });
    expect(await damageOf(world)).toMatchObject({ openCount: 0, lostCount: 1 });
    expect(await whyOf(world, id)).toMatchObject({ kind: 'gone' });
    // It is still not as it was sent, which each verification says.
    expect((await world.engine.verify({ isDeep: false })).report).toMatchObject({ damagedCount: 1 });
    await world.engine.start();
    expect(await damageOf(world)).toMatchObject({ lostCount: 1 });

    world.library.addAsset({ fileName: '0.jpg', content: 'bytes 0', id });
    await world.engine.start();
    expect((await world.engine.verify({ isDeep: true })).report).toMatchObject({ soundCount: 2 });
    expect(await damageOf(world)).toMatchObject({ openCount: 0, lostCount: 0 });
  });

  it('[V1] remembers it, too, where it leaves after it was found, chosen by nobody, and learns that another device sent it', async () => {
    const world = await backedUpWorld(3);
    const [left, unwanted] = world.ids as [AssetId, AssetId];
    for (const id of [left, unwanted]) world.remote.rot(await remoteIdOf(world, id));
    await world.engine.verify({ isDeep: true });
    world.library.removeAsset(left);
    await world.engine.scan();
    const albums = await world.engine.listAlbums();
    await world.engine.chooseAlbums(new Map(albums.map(({ id }) => [id, 'none'])));
    await world.engine.start();
    world.library.removeAsset(unwanted);
    await world.engine.start();
    expect(await damageOf(world)).toMatchObject({ openCount: 0, lostCount: 2 });
    expect(await whyOf(world, unwanted)).toMatchObject({ kind: 'gone' });
    expect((await world.engine.verify({ isDeep: false })).report).toMatchObject({ damagedCount: 2 });

    const other = createEngineWorld({
      remote: world.remote,
      between: () => ({ deviceId: 'other' as DeviceId }),
    });
    other.library.addAsset({ fileName: 'copy.jpg', content: 'bytes 0' });
    await other.choose();
    await other.engine.start();
    expect((await world.engine.verify({ isDeep: true })).report).toMatchObject({ damagedCount: 1 });
    expect(await damageOf(world)).toMatchObject({ lostCount: 1 });
    expect(await whyOf(world, left)).toMatchObject({ kind: 'backed-up' });
  });

  it('[V1] says that it was mended when it learns so, not when it was sent, also where it has another id by now', async () => {
    const world = await backedUpWorld(1);
    const id = world.ids[0]!;
    const rotten = await remoteIdOf(world, id);
    world.library.addAsset({ fileName: 'stays.jpg' });
    world.library.removeAsset(id);
    await world.engine.start();
    world.remote.rot(rotten);
    await world.clock.advance(60_000);
    await world.engine.verify({ isDeep: true });
    world.remote.remove(rotten);
    const other = createEngineWorld({
      remote: world.remote,
      between: () => ({ deviceId: 'other' as DeviceId }),
    });
    other.library.addAsset({ fileName: 'copy.jpg', content: 'bytes 0' });
    await other.choose();
    await other.engine.start();
    await world.clock.advance(8 * 86_400_000);
    await world.engine.start();
    const mendedAtMs = world.clock.now();
    expect(await findingOf(world, id)).toMatchObject({ mendedAtMs });
    expect(await damageOf(world)).toMatchObject({ lostCount: 0, mendedCount: 1, mendedAtMs });
  });

  it('[V1][D10] asks once in a while after what is damaged and no longer here, and still notices what was deleted', async () => {
    const world = await backedUpWorld(301);
    const gone = world.ids.slice(0, 150);
    const rotten = await Promise.all(gone.map((id) => remoteIdOf(world, id)));
    for (const id of gone) world.library.removeAsset(id);
    await world.engine.start();
    for (const id of rotten) world.remote.rot(id);
    await world.engine.verify({ isDeep: true });
    expect(await damageOf(world)).toMatchObject({ lostCount: 150 });
    world.remote.remove(await remoteIdOf(world, world.ids[300]!));
    await world.clock.advance(8 * 86_400_000);
    const asked = world.remote.calls.verify;
    await world.engine.start();
    expect(await whyOf(world, world.ids[300]!)).toMatchObject({ kind: 'deleted-on-server' });
    expect(world.remote.calls.verify - asked).toBeLessThan(10);
    expect(await damageOf(world)).toMatchObject({ lostCount: 150 });
  });

  it('[V1][D10] remembers in the same way what was found missing', async () => {
    const world = await backedUpWorld(2);
    world.remote.remove(await remoteIdOf(world, world.ids[0]!));
    await world.engine.verify({ isDeep: false });
    const atMs = world.clock.now();
    expect(await findingOf(world, world.ids[0]!)).toMatchObject({
      what: 'missing',
      atMs,
      undone: { how: 'uploaded' },
      mendedAtMs: undefined,
    });
    expect(await damageOf(world)).toMatchObject({ openCount: 0 });
    await world.engine.uploadAgain('all-deleted');
    await world.clock.advance(1_000);
    await world.engine.start();
    expect(await findingOf(world, world.ids[0]!)).toMatchObject({
      what: 'missing',
      mendedAtMs: world.clock.now(),
    });
  });

  it('[V1][D6] says of what it put in the place of damaged bytes that they were sent, whatever the server answers', async () => {
    const world = await backedUpWorld(3);
    for (const id of world.ids.slice(0, 2)) world.remote.rot(await remoteIdOf(world, id));
    await world.engine.verify({ isDeep: true });
    const { bytesReceived } = world.remote;
    const { upload } = world.remote.calls;
    await world.engine.start();
    expect(world.remote.calls.upload).toBe(upload + 2);
    expect(world.remote.bytesReceived).toBeGreaterThan(bytesReceived);
    expect(world.engine.snapshot().progress).toMatchObject({ uploadedCount: 2, duplicateCount: 0 });
    expect((await world.engine.readStatus()).statistics).toMatchObject({ uploadedCount: 3 });
  });

  it('[D10] happens by itself as a part of a run: a week later, and at once to what was sent last', async () => {
    const world = await backedUpWorld(30);
    // The oldest is sent last.
    const [first, last] = [world.ids[29]!, world.ids[0]!];
    world.remote.remove(await remoteIdOf(world, first));
    await world.engine.start();
    expect((await whyOf(world, first))?.kind).toBe('backed-up');
    await world.clock.advance(8 * 86_400_000);
    await world.engine.start();
    expect(await whyOf(world, first)).toMatchObject({ kind: 'deleted-on-server' });
    // Who deletes one often deletes more.
    await world.clock.advance(60_000);
    const other = world.ids[28]!;
    for (const id of [last, other]) world.remote.remove(await remoteIdOf(world, id));
    await world.engine.start();
    for (const id of [last, other])
      expect(await whyOf(world, id)).toMatchObject({ kind: 'deleted-on-server' });
    expect((await world.engine.readStatus()).statistics.uploadedCount).toBe(27);
  });

  it('[D10] happens by itself, too, to what was confirmed while the clock was a year ahead', async () => {
    const world = await backedUpWorld(2);
    world.remote.remove(await remoteIdOf(world, world.ids[0]!));
    world.clock.set(world.clock.now() - 365 * 86_400_000);
    await world.engine.start();
    expect(await whyOf(world, world.ids[0]!)).toMatchObject({ kind: 'deleted-on-server' });
  });

  it('[D10] does not stop at the first thing that is missing: copies of one photo tell one story', async () => {
    const world = createEngineWorld();
    const first = world.library.addAsset({ fileName: 'a.jpg', content: 'same' });
    await world.choose();
    await world.engine.start();
    await world.clock.advance(5 * 86_400_000);
    const copy = world.library.addAsset({ fileName: 'copy.jpg', content: 'same' });
    await world.engine.start();
    world.remote.remove(await remoteIdOf(world, first));
    await world.clock.advance(3 * 86_400_000);
    await world.engine.start();
    for (const id of [first, copy])
      expect(await whyOf(world, id)).toMatchObject({ kind: 'deleted-on-server' });
  });

  it('[D10] gets ahead on a server that takes its time for each photo', async () => {
    const world = await backedUpWorld(600);
    world.remote.remove(await remoteIdOf(world, world.ids[0]!));
    await world.clock.advance(8 * 86_400_000);
    const verify = world.remote.verify.bind(world.remote);
    world.remote.verify = async (checksums, ...rest) => {
      await world.clock.sleep(checksums.length * 60, rest[1]);
      return verify(checksums, ...rest);
    };
    for (let run = 0; run < 6; run += 1) await world.engine.start();
    expect(await whyOf(world, world.ids[0]!)).toMatchObject({ kind: 'deleted-on-server' });
  });

  it('[V1] that is deep tells by bytes how far it is, and asks for so many only that an answer comes soon', async () => {
    const world = createEngineWorld();
    for (const [seed, sizeBytes] of [300, 100, 100, 100].entries())
      world.library.addAsset({ fileName: `${seed}.mp4`, content: { sizeBytes, seed } });
    const left = world.library.addAsset({ fileName: 'left.jpg', content: 'in all 10.' });
    await world.choose();
    await world.engine.start();
    // What is out of the library is compared, and counted, too.
    world.library.removeAsset(left);
    await world.engine.start();
    // As if each byte were a million of them.
    const readAssets = world.ledger.readAssets.bind(world.ledger);
    world.ledger.readAssets = async (query) =>
      (await readAssets(query)).map((record) => {
        const { original } = record.asset;
        const sizeBytes = (original.sizeBytes ?? 0) * 1_000_000;
        return { ...record, asset: { ...record.asset, original: { ...original, sizeBytes } } };
      });
    const questions: number[] = [];
    const verify = world.remote.verify.bind(world.remote);
    world.remote.verify = async (checksums, ...rest) => {
      questions.push(checksums.length);
      await world.clock.sleep(10_000, rest[1]);
      return verify(checksums, ...rest);
    };
    const told: unknown[] = [];
    world.engine.subscribe(({ activity }) => {
      if (activity.kind === 'verifying' && activity.progress !== undefined) told.push(activity.progress);
    });
    const { report } = await world.engine.verify({ isDeep: true });
    expect(report).toMatchObject({ checkedCount: 5, soundCount: 5 });
    expect(questions).toEqual([1, 2, 2]);
    const of = { totalCount: 5, bytesTotal: 610_000_000 };
    expect(told).toMatchObject([
      { ...of, checkedCount: 0, bytesChecked: 0, remainingMs: undefined },
      { ...of, checkedCount: 1, bytesChecked: 300_000_000, remainingMs: expect.closeTo(10_333, 0) as number },
      { ...of, checkedCount: 3, bytesChecked: 500_000_000 },
      { ...of, checkedCount: 5, bytesChecked: 610_000_000, remainingMs: 0 },
    ]);
  });

  it('[V1] says of no server that it read bytes again which cannot', async () => {
    const world = createEngineWorld({ remote: new FakeRemote({ can: { deepVerify: false } }) });
    world.library.addAsset({ fileName: 'a.jpg' });
    await world.choose();
    await world.engine.start();
    const { report } = await world.engine.verify({ isDeep: true });
    expect(report).toMatchObject({ soundCount: 1, isDeep: false });
  });

  it('[V1][S1] learns the new id of what was erased and sent again by another device, and puts that into its albums', async () => {
    const world = createEngineWorld();
    const album = world.library.addAlbum('Summer');
    const id = world.library.addAsset({ fileName: 'a.jpg', content: 'a', in: [album] });
    await world.choose();
    await world.engine.changeSettings({ syncAlbums: true });
    await world.engine.start();
    world.remote.remove(await remoteIdOf(world, id));
    const other = createEngineWorld({
      remote: world.remote,
      between: () => ({ deviceId: 'other' as DeviceId }),
    });
    other.library.addAsset({ fileName: 'b.jpg', content: 'a' });
    await other.choose();
    await other.engine.start();
    await world.engine.verify({ isDeep: false });
    const [kept] = world.remote.assets;
    expect(await remoteIdOf(world, id)).toBe(kept!.id);
    await world.engine.start();
    expect([...(world.remote.albums.get('Summer') ?? [])]).toEqual([kept!.id]);
  });

  it('[V1][E6] stops on a server that does not answer, and calls nothing missing', async () => {
    const world = await backedUpWorld(3);
    world.remote.failNext('verify', 'bad-answer', 10);
    const { outcome, report } = await world.engine.verify({ isDeep: false });
    expect(outcome).toMatchObject({ kind: 'stopped', code: 'bad-answer' });
    expect(report).toBeUndefined();
    expect((await world.engine.readStatus()).statistics.uploadedCount).toBe(3);
  });

  it('[V4][D5] a ledger that was deleted is made again without a byte', async () => {
    const world = await backedUpWorld(20);
    const { bytesReceived } = world.remote;
    const again = createEngineWorld({ library: world.library, remote: world.remote });
    await again.choose();
    expect(await again.engine.start()).toEqual({ kind: 'completed' });
    expect(world.remote.bytesReceived).toBe(bytesReceived);
    expect((await again.engine.verify({ isDeep: false })).report).toMatchObject({ soundCount: 20 });
  });
});
