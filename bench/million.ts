import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { createBackupEngine, type BackupController, type DeviceId } from '@keepsake/engine';
import { openSqliteLedger } from '@keepsake/ledger';
import { openNodeSqliteDriver } from '@keepsake/ledger/node';
import {
  FakeConditions,
  FakeHasher,
  FakeRunLock,
  RecordingNotifier,
  createSeededRandom,
  silentLogger,
} from '@keepsake/testkit';
import { EndlessLibrary } from './million/endless-library.ts';
import { KnowingRemote } from './million/knowing-remote.ts';

/**
 * A library of a million: the real engine over the real ledger on a real disk; the library makes its assets up as they are
 * asked for, and the server says that it has them all, so that nothing but the engine and the ledger is measured.
 *
 *     node bench/million.ts [count]
 *
 * Each phase is a process of its own, so that its peak memory is its own.
 */
const PHASES = [
  'first scan and plan',
  'first run',
  'all markers unchanged',
  'all markers changed',
  'open',
] as const;
type Phase = (typeof PHASES)[number];

/** As `npm run keepsake` starts the agent: pages of a scan die young, and need no large place to do it in. */
const AGENT_FLAGS = ['--max-semi-space-size=4'];

const [countText = '1000000', phase, folder] = process.argv.slice(2);
const count = Number(countText);
if (phase === undefined || folder === undefined) await measureAll();
else await measure(phase as Phase, folder);

async function measureAll(): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'keepsake-million-'));
  try {
    for (const each of PHASES) {
      const child = spawn(
        process.execPath,
        [...AGENT_FLAGS, fileURLToPath(import.meta.url), countText, each, root],
        {
          stdio: 'inherit',
        },
      );
      const code = await new Promise((resolve) => child.once('exit', resolve));
      if (code !== 0) throw new Error(`${each} ended with ${String(code)}`);
    }
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function measure(name: Phase, root: string): Promise<void> {
  const openedAtMs = performance.now();
  const ledger = await openSqliteLedger(openNodeSqliteDriver(join(root, 'ledger.sqlite')));
  const openMs = performance.now() - openedAtMs;
  const library = new EndlessLibrary(count);
  const engine = createBackupEngine({
    library,
    ledger,
    remote: new KnowingRemote(),
    conditions: new FakeConditions(),
    hasher: new FakeHasher(),
    clock: { now: () => Date.now(), sleep: () => new Promise(() => undefined) },
    runLock: new FakeRunLock(),
    notifier: new RecordingNotifier(),
    random: createSeededRandom(1),
    logger: silentLogger,
    deviceId: 'device' as DeviceId,
    options: { offlinePatienceMs: 0 },
  });
  const startedAtMs = performance.now();
  await act(name, engine, library);
  const tookMs = performance.now() - startedAtMs;
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  const shown = name === 'open' ? openMs : tookMs;
  console.log(`${name}: ${(shown / 1000).toFixed(2)} s, peak memory ${peakMiB.toFixed(0)} MiB`);
  await ledger.close();
}

async function act(name: Phase, engine: BackupController, library: EndlessLibrary): Promise<void> {
  switch (name) {
    case 'open':
      return;
    case 'first scan and plan':
      await engine.scan();
      await engine.chooseAlbums(new Map([[library.everything, 'selected']]));
      await engine.scan();
      return;
    case 'first run':
    case 'all markers unchanged':
      return expectAllBackedUp(engine);
    case 'all markers changed':
      library.marker = 'another';
      return expectAllBackedUp(engine);
  }
}

async function expectAllBackedUp(engine: BackupController): Promise<void> {
  const outcome = await engine.start();
  const backedUp = engine.snapshot().statistics?.candidates.backedUpCount;
  if (outcome.kind !== 'completed' || backedUp !== count) {
    throw new Error(`${JSON.stringify(outcome)}, ${String(backedUp)} backed up`);
  }
}
