import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createEngineWorld } from '@keepsake/testkit';
import type { Session } from '../session/open-session.ts';
import { LibraryReport } from './library-report.ts';
import { watchLibrary } from './library-watch.ts';
import { createWatchLog } from './watch-log.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keepsake-library-watch-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A watch over a real folder, whose runs are those of the real engine in a world of fakes: with a plug to pull. */
async function createWatch() {
  const world = createEngineWorld();
  await world.choose();
  const lines: string[] = [];
  const output = {
    line: (text: string) => void lines.push(text),
    note: () => undefined,
    write: () => undefined,
    isTerminal: false,
    usesColour: false,
    columns: () => 80,
  };
  const now = () => world.clock.now();
  const log = createWatchLog(output, { json: false, isTimed: true, now });
  const report = new LibraryReport({ folders: [folder], log, now, label: () => '', alert: () => undefined });
  const session = {
    controller: world.engine,
    library: { emptiedRoots: () => [], problems: () => [] } as unknown as Session['library'],
    folders: [folder],
    credentials: { userId: 'u', userName: 'Ada' } as Session['credentials'],
    ledgerFile: join(folder, '..', 'no ledger'),
    setAsideLedger: undefined,
    hasLostChoice: false,
    findVanishedFolders: async () => [],
    close: async () => undefined,
  } as unknown as Session;
  const watch = watchLibrary({
    folders: [folder],
    openSession: async () => session,
    credentialsFile: join(folder, '..', 'no credentials'),
    mayBegin: () => true,
    conditions: world.conditions,
    clock: world.clock,
    report,
    onState: () => undefined,
  });
  return { world, lines, watch };
}

it('[B7][N1][N3][N4] waits for power, says so once, and goes on when it is there, with no new photo', async () => {
  const { world, lines, watch } = await createWatch();
  await world.engine.changeSettings({ requireCharging: true });
  world.conditions.change({ isCharging: false });
  world.library.addAsset({ fileName: 'a.jpg' });
  await expect.poll(() => lines).toContain('Waiting for power. It goes on by itself.');
  await writeFile(join(folder, 'b.jpg'), 'b');
  await expect.poll(() => lines).toContain('Something changed; it is looked at in a moment.');
  await world.clock.advance(60_000);
  expect(world.remote.uploadCount).toBe(0);

  world.conditions.change({ isCharging: true });
  await expect.poll(() => lines).toContain('Everything is backed up.');
  expect(world.arrived()).toEqual(['a.jpg']);
  expect(lines.filter((line) => line.startsWith('Waiting for power'))).toHaveLength(1);
  await watch.stop();
  expect(world.conditions.observerCount).toBe(0);
});

it('[B7] leaves nothing that waits when it is stopped, however early', async () => {
  const { world, watch } = await createWatch();
  await watch.stop();
  expect(world.conditions.observerCount).toBe(0);
  expect(world.remote.uploadCount).toBe(0);
});
