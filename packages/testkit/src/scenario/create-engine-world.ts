import {
  createBackupEngine,
  type AlbumChoice,
  type AlbumId,
  type BackupController,
  type BackupEngineDeps,
  type DeviceId,
} from '@keepsake/engine';
import { FakeLedger } from '../ledger/fake-ledger.ts';
import { createFakeClock, type FakeClock } from '../library/fake-clock.ts';
import { FakeConditions } from '../library/fake-conditions.ts';
import { FakeHasher } from '../library/fake-hasher.ts';
import { FAKE_EVERYTHING } from '../library/fake-library-contents.ts';
import { FakePhotoLibrary } from '../library/fake-photo-library.ts';
import { FakeRunLock } from '../library/fake-run-lock.ts';
import { RecordingNotifier } from '../library/recording-notifier.ts';
import { createSeededRandom } from '../library/seeded-random.ts';
import { silentLogger } from '../library/silent-logger.ts';
import { FakeRemote } from '../remote/fake-remote.ts';

/** What a world is made of; what is left out is new and empty. */
export interface EngineWorldOptions {
  /** Of the engine's jitter. */
  readonly seed?: number;
  readonly offlinePatienceMs?: number;
  /** What a world before this one left behind. */
  readonly library?: FakePhotoLibrary;
  readonly ledger?: FakeLedger;
  readonly remote?: FakeRemote;
  /** Stands between the engine and some of its ports, to watch or to hinder. */
  readonly between?: (deps: BackupEngineDeps) => Partial<BackupEngineDeps>;
}

/** A device, a server and the engine between them, all in memory. Time passes by itself when everything waits. */
export interface EngineWorld {
  readonly library: FakePhotoLibrary;
  readonly ledger: FakeLedger;
  readonly remote: FakeRemote;
  readonly clock: FakeClock;
  readonly hasher: FakeHasher;
  readonly conditions: FakeConditions;
  readonly runLock: FakeRunLock;
  readonly notifier: RecordingNotifier;
  readonly engine: BackupController;
  /** Scans and chooses: each album named is selected or excluded, by default everything is selected. */
  choose(choices?: Readonly<Record<string, AlbumChoice>>): Promise<void>;
  /** Names of what the server keeps, in the order of arrival. */
  arrived(): readonly string[];
}

/** Wires an engine to fakes, in a world that can go wrong in every way. */
export function createEngineWorld(options: EngineWorldOptions = {}): EngineWorld {
  const library = options.library ?? new FakePhotoLibrary();
  const ledger = options.ledger ?? new FakeLedger();
  const remote = options.remote ?? new FakeRemote();
  const clock = createFakeClock({ autoAdvance: true });
  const hasher = new FakeHasher();
  const conditions = new FakeConditions();
  const runLock = new FakeRunLock();
  const notifier = new RecordingNotifier();
  const deps: BackupEngineDeps = {
    library,
    ledger,
    remote,
    clock,
    hasher,
    conditions,
    runLock,
    notifier,
    random: createSeededRandom(options.seed ?? 1),
    logger: silentLogger,
    deviceId: 'device-1' as DeviceId,
    options: { offlinePatienceMs: options.offlinePatienceMs ?? 600_000 },
  };
  const engine = createBackupEngine({ ...deps, ...options.between?.(deps) });
  return {
    library,
    ledger,
    remote,
    clock,
    hasher,
    conditions,
    runLock,
    notifier,
    engine,
    async choose(choices = { [FAKE_EVERYTHING]: 'selected' }) {
      await engine.scan();
      await engine.chooseAlbums(new Map(Object.entries(choices) as [AlbumId, AlbumChoice][]));
    },
    arrived: () => remote.assets.map(({ fileName }) => fileName),
  };
}
