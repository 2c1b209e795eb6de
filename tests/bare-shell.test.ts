import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import type * as Engine from '@keepsake/engine';
import {
  createFakeClock,
  createSeededRandom,
  FAKE_EVERYTHING,
  FakeConditions,
  FakeHasher,
  FakeLedger,
  FakePhotoLibrary,
  FakeRemote,
  FakeRunLock,
  RecordingNotifier,
  silentLogger,
} from '@keepsake/testkit';
import { rolldown } from 'rolldown';
import { beforeAll, describe, expect, it } from 'vitest';

const ENTRY = fileURLToPath(new URL('../packages/engine/src/index.ts', import.meta.url));

/** What V8 has and Hermes does not: gone from the shell before a line of the engine runs. */
const TAKE_AWAY = `
  for (const name of ['Intl', 'WebAssembly', 'SharedArrayBuffer', 'Atomics', 'console']) delete globalThis[name];
  for (const name of ['toSorted', 'toReversed', 'toSpliced', 'with', 'group', 'findLast']) delete Array.prototype[name];
  for (const name of ['union', 'intersection', 'difference']) delete Set.prototype[name];
  delete Object.groupBy; delete Map.groupBy; delete Array.fromAsync; delete Promise.withResolvers;
`;

/** A whole backup, from nothing to nothing left to do. */
async function backUp(engine: typeof Engine) {
  const library = new FakePhotoLibrary();
  const remote = new FakeRemote({ can: { resumable: { maxAppendBytes: undefined } } });
  const controller = engine.createBackupEngine({
    library,
    remote,
    ledger: new FakeLedger(),
    conditions: new FakeConditions(),
    clock: createFakeClock({ autoAdvance: true }),
    hasher: new FakeHasher(),
    runLock: new FakeRunLock(),
    notifier: new RecordingNotifier(),
    random: createSeededRandom(1),
    logger: silentLogger,
    deviceId: 'device' as Engine.DeviceId,
    options: { offlinePatienceMs: 60_000 },
  });
  for (let index = 0; index < 20; index += 1) {
    library.addAsset({
      fileName: `${index}.jpg`,
      isInCloud: index % 5 === 0,
      content: { sizeBytes: 50_000, seed: index },
    });
  }
  library.addAsset({ fileName: 'video.mp4', content: { sizeBytes: 20_000_000, seed: 99 } });
  library.addAsset({
    fileName: 'live.heic',
    motion: { fileName: 'live.mov', content: 'motion' },
  });
  await controller.scan();
  await controller.chooseAlbums(new Map([[FAKE_EVERYTHING, 'selected']]));
  const outcome = await controller.start();
  const again = await controller.start({ kind: 'background', budgetMs: 30_000 });
  const { report } = await controller.verify({ isDeep: true });
  return { outcome, again, report, kept: remote.assets.length, calls: remote.calls };
}

describe('the engine in a JavaScript shell with nothing in it', () => {
  let code = '';
  beforeAll(async () => {
    const bundle = await rolldown({ input: ENTRY, treeshake: false });
    const { output } = await bundle.generate({ format: 'iife', name: 'engine' });
    code = output[0].code;
    await bundle.close();
  });

  it('imports nothing', () => {
    expect(code).not.toMatch(/\brequire\(|\bimport\s*\(|\bfrom\s*["']/);
  });

  it('backs up, goes on in the background, and verifies', async () => {
    const shell = vm.createContext(Object.create(null) as vm.Context, {
      codeGeneration: { strings: false, wasm: false },
    });
    vm.runInContext(TAKE_AWAY, shell);
    vm.runInContext('Date.now = () => { throw new Error("time is an input") };', shell);
    vm.runInContext('Math.random = () => { throw new Error("chance is an input") };', shell);
    const engine = vm.runInContext(`${code}; engine`, shell) as typeof Engine;
    const { outcome, again, report, kept, calls } = await backUp(engine);
    expect(outcome).toEqual({ kind: 'completed' });
    expect(again).toEqual({ kind: 'completed' });
    expect(report).toMatchObject({ checkedCount: 22, soundCount: 22 });
    expect(kept).toBe(22);
    expect(calls).toMatchObject({ create: 1, append: 3, upload: 21 });
    expect(vm.runInContext('Object.keys(globalThis).filter((key) => key !== "engine")', shell)).toEqual([]);
  });
});
