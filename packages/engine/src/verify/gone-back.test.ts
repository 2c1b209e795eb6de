import { createEngineWorld, FakeRemote } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { BackupError, type DeviceId } from '../index.ts';
import { backedUpWorld, remoteIdOf, whyOf } from '../testing/backed-up-world.ts';

describe('a server that has lost what it confirmed', () => {
  it('[V1] sends again by itself what a server has lost whose data was put back from an older copy', async () => {
    const world = await backedUpWorld(40);
    const lost = world.remote.assets.slice(10);
    // One of them its owner had deleted, which nobody may undo.
    const deleted = lost[20]!;
    world.remote.remove(deleted.id);
    for (const { id } of lost) world.remote.server.lose(id);
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    const there = new Set(world.remote.assets.map(({ checksum }) => checksum));
    expect([there.size, there.has(deleted.checksum)]).toEqual([39, false]);
    const { statistics, damage } = await world.engine.readStatus();
    expect(statistics).toMatchObject({ deletedOnServerCount: 1, uploadedCount: 39 });
    expect(damage).toMatchObject({ openCount: 0 });
  });

  it('[V1] finds what a server has lost that went back, though other devices sent it again, or more came since', async () => {
    const world = await backedUpWorld(60);
    const lost = world.remote.assets.slice(20);
    world.remote.server.goBackBefore(lost.map(({ id }) => id));
    // Another device of theirs has the last thirty, too, and is first.
    const other = createEngineWorld({
      remote: new FakeRemote({ server: world.remote.server }),
      between: () => ({ deviceId: 'other' as DeviceId }),
    });
    for (let index = 0; index < 30; index += 1)
      other.library.addAsset({ fileName: `${index}.jpg`, content: `bytes ${index}` });
    await other.choose();
    await other.engine.start();
    expect(world.remote.assets).toHaveLength(50);
    await world.clock.advance(60_000);
    await world.engine.start();
    expect(world.remote.assets).toHaveLength(60);
    expect((await world.engine.readStatus()).statistics).toMatchObject({ deletedOnServerCount: 0 });
    expect((await world.ledger.readState()).doubtedAtMs).toBeUndefined();
  });

  it('[V1] goes on in the next run with what was in doubt, and in time trusts the server again', async () => {
    const world = await backedUpWorld(600);
    world.remote.server.goBackBefore(world.remote.assets.slice(100).map(({ id }) => id));
    const verify = world.remote.verify.bind(world.remote);
    await world.clock.advance(60_000);
    let isSlow = true;
    world.remote.verify = async (checksums, ...rest) => {
      if (isSlow) await world.clock.sleep(checksums.length * 60, rest[1]);
      return verify(checksums, ...rest);
    };
    // Ten seconds are enough for what came last, and a page.
    await world.engine.start();
    expect(world.remote.assets.length).toBeLessThan(400);
    expect((await world.ledger.readState()).doubtedAtMs).toBeDefined();
    isSlow = false;
    await world.clock.advance(60_000);
    await world.engine.start();
    expect(world.remote.assets).toHaveLength(600);
    expect((await world.ledger.readState()).doubtedAtMs).toBeUndefined();
  });

  it('[V1] doubts anew a server that goes back a second time while it is in doubt', async () => {
    const world = await backedUpWorld(300);
    await world.ledger.record([{ kind: 'server-doubted', atMs: world.clock.now() - 60_000 }]);
    await world.clock.advance(60_000);
    world.remote.server.goBackBefore(world.remote.assets.slice(290).map(({ id }) => id));
    const startedAtMs = world.clock.now();
    // Nothing more is answered than that it has gone back.
    const verify = world.remote.verify.bind(world.remote);
    let asked = 0;
    world.remote.verify = async (...question) => {
      if ((asked += 1) > 1) throw new BackupError('server-error', 'busy');
      return verify(...question);
    };
    await world.engine.start();
    expect((await world.ledger.readState()).doubtedAtMs).toBe(startedAtMs);
  });

  it('[V1] sends again what is lost and has another date since', async () => {
    const world = await backedUpWorld(1);
    world.remote.server.lose(world.remote.assets[0]!.id);
    world.library.touchAsset(world.ids[0]!, 5_000_000);
    await world.engine.start();
    expect(world.remote.assets).toHaveLength(1);
  });

  it('[V1] asks of what it sent last alone where nothing of it is lost', async () => {
    const world = await backedUpWorld(60);
    const asked: number[] = [];
    const verify = world.remote.verify.bind(world.remote);
    world.remote.verify = (checksums, ...rest) => {
      asked.push(checksums.length);
      return verify(checksums, ...rest);
    };
    await world.clock.advance(60_000);
    await world.engine.start();
    expect(asked).toEqual([20]);
    // And once more where something was sent.
    world.library.addAsset({ fileName: 'new.jpg' });
    await world.engine.start();
    expect(asked).toEqual([20, 20, 1]);
  });

  it('[D10] leaves deleted what may have been deleted before the server remembered deletions', async () => {
    const world = await backedUpWorld(3);
    world.remote.server.lose(await remoteIdOf(world, world.ids[1]!));
    world.remote.server.deletionsKnownSinceMs = world.clock.now() - 3_600_000;
    await world.engine.start();
    expect(await whyOf(world, world.ids[1]!)).toMatchObject({ kind: 'deleted-on-server' });
  });

  it('[V1] finds once that what left the library is lost', async () => {
    const world = await backedUpWorld(30);
    // The oldest is sent last.
    const lost = await remoteIdOf(world, world.ids[0]!);
    world.library.removeAsset(world.ids[0]!);
    await world.engine.start();
    world.remote.server.lose(lost);
    await world.engine.start();
    const calls = world.remote.calls.verify;
    expect((await world.engine.readStatus()).damage).toMatchObject({ lostCount: 1 });
    await world.clock.advance(60_000);
    await world.engine.start();
    expect(world.remote.calls.verify).toBe(calls + 1);
  });
});
