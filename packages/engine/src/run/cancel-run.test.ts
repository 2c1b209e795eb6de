import { createEngineWorld, createGate, type EngineWorld, type Gate } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import type { CancelSignal, Cancelled } from '../index.ts';

const never = (gate: Gate): Promise<never> => {
  void gate.pass();
  return new Promise(() => undefined);
};

/** Where a run may be when it is told to stop; the fakes get stuck there, deaf to every signal. */
const PLACES: Readonly<Record<string, (world: EngineWorld, gate: Gate) => void>> = {
  'while it connects': ({ remote }, gate) => {
    remote.describe = () => never(gate);
  },
  'in the scan': ({ library }, gate) => {
    library.listAlbums = () => never(gate);
  },
  'while it asks by names': ({ remote }, gate) => {
    remote.findDeviceAssets = () => never(gate);
  },
  'while it opens a file': ({ library }, gate) => {
    library.open = () => never(gate);
  },
  'in a hash': ({ hasher }, gate) => {
    hasher.hash = () => never(gate);
  },
  'in a stuck read': ({ hasher, library }, gate) => {
    const hash = hasher.hash.bind(hasher);
    hasher.hash = (part, signal) => hash({ ...part, read: () => stuckBytes(gate) }, signal);
    void library;
  },
  'while it asks by checksums': ({ remote }, gate) => {
    remote.findChecksums = () => never(gate);
  },
  'in an upload': ({ remote }, gate) => {
    remote.upload = () => never(gate);
  },
  'between retries': ({ remote, engine }, gate) => {
    remote.failNext('upload', 'server-error', Infinity);
    engine.subscribe(({ activity }) => {
      if (activity.kind === 'waiting-for-retry') void gate.pass();
    });
  },
  'while the network is away': ({ remote, engine }, gate) => {
    remote.inject({
      method: 'upload',
      times: Infinity,
      fault: { kind: 'fail', code: 'network' },
      when: () => {
        remote.failNext('describe', 'network', Infinity);
        return true;
      },
    });
    engine.subscribe(({ activity }) => {
      if (activity.kind === 'waiting-for-network') void gate.pass();
    });
  },
  'while it looks whether the network is back': ({ remote }, gate) => {
    remote.failNext('upload', 'network', Infinity);
    const describeServer = remote.describe.bind(remote);
    remote.describe = (signal) => (remote.calls.upload > 0 ? never(gate) : describeServer(signal));
  },
  'while it syncs albums': ({ remote }, gate) => {
    remote.addToAlbum = () => never(gate);
  },
};

function stuckBytes(gate: Gate): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => ({ next: () => never(gate) }) };
}

async function chosenWorld(options: Parameters<typeof createEngineWorld>[0] = {}): Promise<EngineWorld> {
  const world = createEngineWorld(options);
  const camera = world.library.addAlbum('Camera');
  for (let index = 0; index < 8; index += 1) {
    world.library.addAsset({ fileName: `${index}.jpg`, in: [camera] });
  }
  await world.choose({ [camera]: 'selected' });
  await world.engine.changeSettings({ syncAlbums: true });
  return world;
}

describe('a run that is told to stop', () => {
  it.each(Object.entries(PLACES))(
    '[U7][U8] %s ends at once, with everything closed, and the next run goes on from there',
    async (_place, getStuck) => {
      const world = await chosenWorld();
      const gate = createGate();
      getStuck(world, gate);
      const running = world.engine.start();
      await gate.reached;
      const toldAtMs = world.clock.now();
      world.engine.cancel();
      expect(await running).toEqual({ kind: 'cancelled' });

      expect(world.clock.now()).toBe(toldAtMs);
      expect(world.library.openCount).toBe(0);
      expect(world.runLock.isHeld).toBe(false);
      expect(world.clock.sleeperCount).toBe(0);
      expect(world.engine.snapshot()).toMatchObject({
        activity: { kind: 'idle' },
        transfers: [],
        lastOutcome: { kind: 'cancelled' },
      });
      expect(world.notifier.notifications).toEqual([]);
      for (const { settlement } of await world.engine.listAssets({
        kind: 'listed',
        standing: undefined,
        settlement: undefined,
        after: undefined,
        limit: 100,
      })) {
        if (settlement.kind === 'backed-up') expect(settlement.remoteId).toBeDefined();
        else expect(['pending', 'retrying']).toContain(settlement.kind);
      }

      const { library, ledger, remote } = world;
      for (const method of ['describe', 'findDeviceAssets', 'findChecksums', 'upload', 'addToAlbum'] as const)
        Reflect.deleteProperty(remote, method);
      for (const method of ['listAlbums', 'open'] as const) Reflect.deleteProperty(library, method);
      remote.clearFaults();
      const next = createEngineWorld({ library, ledger, remote });
      expect(await next.engine.start()).toEqual({ kind: 'completed' });
      expect(remote.uploadCount).toBe(8);
      expect(remote.albums.get('Camera')?.size).toBe(8);
    },
  );

  it('[U7] in the middle keeps what was confirmed, and sends it not again', async () => {
    const world = await chosenWorld();
    const upload = world.remote.upload.bind(world.remote);
    world.remote.upload = (request, observer, signal) => {
      if (world.remote.calls.upload === 5) world.engine.cancel();
      return upload(request, observer, signal);
    };
    expect(await world.engine.start()).toEqual({ kind: 'cancelled' });
    const confirmed = (await world.engine.readStatus()).statistics.uploadedCount;
    expect(confirmed).toBeGreaterThan(0);
    expect(confirmed).toBeLessThan(8);
    world.remote.upload = upload;
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.remote.uploadCount).toBe(8);
    expect(world.remote.calls.upload).toBeLessThanOrEqual(8 + 4);
  });

  it('[U7] keeps the lock until nothing is written any more', async () => {
    const world = await chosenWorld();
    const gate = createGate();
    const record = world.ledger.record.bind(world.ledger);
    world.ledger.record = async (facts) => {
      if (facts.some(({ kind }) => kind === 'backed-up')) await gate.pass();
      return record(facts);
    };
    const running = world.engine.start();
    await gate.reached;
    world.engine.cancel();
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(world.runLock.isHeld).toBe(true);
    gate.open();
    expect(await running).toEqual({ kind: 'cancelled' });
    expect(world.runLock.isHeld).toBe(false);
    expect(world.engine.snapshot().statistics?.uploadedCount).toBe(world.remote.uploadCount);
  });

  it('[U7] closes a file that opens only after nobody wants it any more', async () => {
    const world = await chosenWorld();
    const gate = createGate();
    const open = world.library.open.bind(world.library);
    world.library.open = async (id, observer) => {
      await gate.pass();
      return open(id, observer, { aborted: false } as CancelSignal);
    };
    const running = world.engine.start();
    await gate.reached;
    world.engine.cancel();
    await running;
    gate.open();
    await new Promise((resolve) => setImmediate(resolve));
    expect(world.library.counts.opens).toBeGreaterThan(0);
    expect(world.library.openCount).toBe(0);
  });

  it('[U7] without a run does nothing, and the next run is not stopped by it', async () => {
    const world = await chosenWorld();
    world.engine.cancel();
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    world.engine.cancel();
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
  });

  it.each([undefined, 'in an upload', 'in a hash', 'between retries'])(
    '[U7] leaves no listener on its signal (%s)',
    async (place) => {
      const listeners = new Set<() => void>();
      let isWatched = false;
      const watch = (signal: CancelSignal): CancelSignal => {
        if (isWatched) return signal;
        isWatched = true;
        const add = signal.addEventListener.bind(signal);
        const remove = signal.removeEventListener.bind(signal);
        signal.addEventListener = (type, listener) => {
          listeners.add(listener);
          add(type, listener);
        };
        signal.removeEventListener = (type, listener) => {
          listeners.delete(listener);
          remove(type, listener);
        };
        return signal;
      };
      const world = await chosenWorld();
      const { library } = world;
      const list = library.listAlbums.bind(library);
      library.listAlbums = (signal) => list(watch(signal));
      const gate = createGate();
      if (place !== undefined) PLACES[place]?.(world, gate);
      const running = world.engine.start();
      if (place !== undefined) {
        await gate.reached;
        world.engine.cancel();
      }
      await running;
      expect(isWatched).toBe(true);
      expect(listeners.size).toBe(0);
    },
  );

  it('[U7] passes the reason on as it was given', async () => {
    const world = await chosenWorld();
    const reasons: unknown[] = [];
    const upload = world.remote.upload.bind(world.remote);
    world.remote.upload = (request, observer, signal) => {
      signal.addEventListener('abort', () => reasons.push((signal.reason as Cancelled).name));
      world.engine.cancel();
      return upload(request, observer, signal);
    };
    await world.engine.start();
    expect(reasons).toEqual(['Cancelled']);
  });
});

describe('a transfer that stands still', () => {
  it('[U6] is aborted after 30 s without a byte and retried, while the others go on', async () => {
    const world = await chosenWorld();
    const startedAtMs = world.clock.now();
    const arrivedAtMs: number[] = [];
    const record = world.ledger.record.bind(world.ledger);
    world.ledger.record = (facts) => {
      for (const { kind } of facts)
        if (kind === 'backed-up') arrivedAtMs.push(world.clock.now() - startedAtMs);
      return record(facts);
    };
    world.remote.inject({
      method: 'upload',
      fault: { kind: 'wait', until: new Promise(() => undefined), afterBytes: 1 },
      when: ({ original }) => original.fileName === '5.jpg',
    });
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(arrivedAtMs.filter((atMs) => atMs < 1_000)).toHaveLength(7);
    expect(Math.max(...arrivedAtMs)).toBeGreaterThanOrEqual(30_000);
    expect(Math.max(...arrivedAtMs)).toBeLessThanOrEqual(32_100);
    expect(world.library.openCount).toBe(0);
    expect(world.clock.sleeperCount).toBe(0);
  });

  it('[U6] is not aborted as long as a byte moves now and then', async () => {
    const world = await chosenWorld();
    const id = world.library.addAsset({ fileName: 'slow.jpg', content: { sizeBytes: 300_000, seed: 1 } });
    await world.choose();
    const { CancelSource } = await import('../index.ts');
    world.library.whileReading(id, () => world.clock.sleep(29_500, new CancelSource()));
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.remote.calls.upload).toBe(9);
    expect(world.remote.uploadCount).toBe(9);
  });

  it('[U6] in its hash is aborted after 30 s and retried', async () => {
    const world = await chosenWorld();
    const hash = world.hasher.hash.bind(world.hasher);
    let isFirst = true;
    world.hasher.hash = (part, signal) => {
      if (!isFirst) return hash(part, signal);
      isFirst = false;
      return new Promise(() => undefined);
    };
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.remote.uploadCount).toBe(8);
    expect(world.library.openCount).toBe(0);
  });

  it('[U6] for ever has failed after 5 attempts', async () => {
    const world = await chosenWorld();
    const { hasher, engine, library } = world;
    const hash = hasher.hash.bind(hasher);
    hasher.hash = (part, signal) =>
      part.fileName === '5.jpg' ? new Promise(() => undefined) : hash(part, signal);
    expect(await engine.start()).toEqual({ kind: 'completed' });
    expect((await engine.readStatus()).statistics).toMatchObject({ failedCount: 1, uploadedCount: 7 });
    expect(library.openCount).toBe(0);
  });
});
