import {
  FAKE_EVERYTHING,
  FakeRemote,
  createGate,
  type EngineWorld,
  type Gate,
} from '@keepsake/testkit/fakes';
import type { AlbumId, AssetId, BackupSnapshot } from '@keepsake/engine';
import { createSimulatedApp, type SimulatedApp, type SimulatedAppOptions } from './create-simulated-app.ts';

const DAY_MS = 24 * 3_600_000;
const GB = 1_000_000_000;
const SAFE_COUNT = 1_234;

/** Nobody has signed in yet. */
export function firstRun(
  options: SimulatedAppOptions,
  safeCount = SAFE_COUNT,
  photoBytes?: number,
): SimulatedApp {
  const app = createSimulatedApp({
    account: { kind: 'signed-out', lastServerUrl: undefined, lastEmail: undefined },
    offlinePatienceMs: 1_000,
    ...options,
  });
  fillLibrary(app.world, safeCount, photoBytes, inCameraAndMore);
  return app;
}

function fillLibrary(
  world: EngineWorld,
  count: number,
  photoBytes = 2_000,
  albumsOf: (index: number) => readonly AlbumId[] = () => ['Camera' as AlbumId],
): void {
  for (const name of ['Camera', 'Family', 'Holidays in Brittany', 'Screenshots', 'WhatsApp Images'])
    world.library.addAlbum(name);
  addPhotos(world, count, 'IMG_1', photoBytes, albumsOf);
  addPhotos(world, 60, 'Screenshot_', 900, () => ['Screenshots' as AlbumId]);
}

/** All are in the camera's album, and some in one that the person made. */
function inCameraAndMore(index: number): readonly AlbumId[] {
  const [own] = [
    ...(index % 6 === 1 ? ['Family'] : []),
    ...(index % 8 === 3 ? ['Holidays in Brittany'] : []),
    ...(index % 10 === 5 ? ['WhatsApp Images'] : []),
  ];
  return (own === undefined ? ['Camera'] : ['Camera', own]) as AlbumId[];
}

/** A library of which all that is chosen is safe, in an account that other devices use, too. */
export async function withSafePhotos(
  safeCount = SAFE_COUNT,
  { photoBytes, ...options }: SimulatedAppOptions & { readonly photoBytes?: number | undefined } = {},
): Promise<SimulatedApp> {
  const remote = new FakeRemote({ quotaBytes: 200 * GB });
  const app = createSimulatedApp({ remote, offlinePatienceMs: 1_000, ...options });
  const { world } = app;
  fillLibrary(world, safeCount, photoBytes);
  await world.choose({
    [FAKE_EVERYTHING]: 'selected',
    Camera: 'selected',
    Family: 'selected',
    Screenshots: 'excluded',
  });
  await world.engine.start();
  // What other devices keep there.
  remote.account.usedBytes += 42 * GB;
  await world.engine.start();
  return app;
}

/** One an hour until now; every ninth is a video. */
export function addPhotos(
  world: EngineWorld,
  count: number,
  prefix: string,
  sizeBytes: number,
  albumsOf: (index: number) => readonly AlbumId[] = () => [],
): readonly AssetId[] {
  const firstSeed = world.library.counts.albumListings * 10_000 + prefix.length * 7;
  return Array.from({ length: count }, (_, index) =>
    world.library.addAsset({
      fileName: `${prefix}${String(index).padStart(4, '0')}.${index % 9 === 4 ? 'mp4' : 'jpg'}`,
      content: { sizeBytes: sizeBytes + index, seed: firstSeed + index },
      createdAtMs: world.clock.now() - (count - index) * 3_600_000,
      in: albumsOf(index),
    }),
  );
}

/** Stops each half-way while it is sent, until the gate is opened. */
export function holdBack(world: EngineWorld, ids: readonly AssetId[]): Gate {
  const gate = createGate();
  for (const id of ids) {
    let readings = 0;
    world.library.whileReading(id, (atByte) => {
      if (atByte === 0) readings += 1;
      // It is read once to be hashed.
      return readings > 1 && atByte > 100_000 ? gate.pass() : undefined;
    });
  }
  return gate;
}

/** A slow line: twelve get through, and those after them stand still, each at another point. */
export function sendHalfWay(world: EngineWorld, ids: readonly AssetId[]): void {
  const gate = createGate();
  for (const [index, id] of [...ids].reverse().entries()) {
    let readings = 0;
    world.library.whileReading(id, async (atByte) => {
      if (atByte === 0) readings += 1;
      if (readings < 2) return;
      await world.clock.advance(600);
      if (index >= 12 && atByte > 100_000 + ((index * 230_000) % 700_000)) await gate.pass();
    });
  }
}

/** A slow disk of the server: each question takes it a minute, and the third stands still. */
export function holdVerifying({ remote, clock }: EngineWorld): void {
  const gate = createGate();
  const verify = remote.verify.bind(remote);
  let questions = 0;
  remote.verify = async (...question) => {
    questions += 1;
    if (questions > 2) await gate.pass();
    await clock.advance(60_000);
    return verify(...question);
  };
}

/** Lets time pass on the device's clock while everything else waits. */
export async function passTime(world: EngineWorld, durationMs: number): Promise<void> {
  await world.clock.advance(durationMs);
}

/** Until four are on their way, or the first come down. */
export function untilSending(
  world: EngineWorld,
  how: 'sending' | 'downloading' = 'sending',
  settledCount = 0,
): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = world.engine.subscribe(({ transfers, progress }) => {
      if ((progress?.settledCount ?? 0) < settledCount) return;
      const begun = transfers.filter(({ progress, bytesDownloaded }) =>
        how === 'sending' ? progress.bytesUploaded > 0 : bytesDownloaded !== undefined,
      );
      if (begun.length < (how === 'sending' ? 4 : 1) || begun.length < transfers.length) return;
      unsubscribe();
      resolve();
    });
  });
}

/** A video that takes its time, and stands still in the middle of one of its readings: it is hashed first, then sent. */
export function holdVideo(
  { library, clock }: EngineWorld,
  {
    sizeBytes,
    reading,
    untilByte,
  }: { readonly sizeBytes: number; readonly reading: 'first' | 'second'; readonly untilByte: number },
): void {
  const gate = createGate();
  let readings = 0;
  const id = library.addAsset({
    fileName: 'huge.mp4',
    content: { sizeBytes, seed: 77 },
    createdAtMs: clock.now() - 30 * DAY_MS,
  });
  library.whileReading(id, async (atByte) => {
    if (atByte === 0) readings += 1;
    if (readings < (reading === 'first' ? 1 : 2)) return;
    await clock.advance(100);
    if (atByte >= untilByte) await gate.pass();
  });
}

/** Until the engine tells of it. */
export function untilSeen(world: EngineWorld, isIt: (snapshot: BackupSnapshot) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = world.engine.subscribe((snapshot) => {
      if (!isIt(snapshot)) return;
      unsubscribe();
      resolve();
    });
  });
}
