import { BackupError, versionOf, type LedgerFact } from '@keepsake/engine';
import {
  access,
  mkdtemp,
  open as openFile,
  readdir,
  readFile,
  rename,
  rm,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openNodeSqliteDriver } from '../node-sqlite-driver.ts';
import { isUnusableLedger } from '../unavailable.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { openLedgerFile, type OpenedLedger } from './open-ledger-file.ts';
import { camera, photo } from '../testing/camera.ts';

const IDS = Array.from({ length: 500 }, (_, index) => `p${index}`);

/** A library of 500 photos and the choice of its album. */
const FACTS: readonly LedgerFact[] = [
  { kind: 'albums-listed', albums: [camera] },
  { kind: 'album-chosen', albumId: camera.id, choice: 'excluded' },
  {
    kind: 'assets-seen',
    albumId: camera.id,
    scanId: 1,
    assets: IDS.map((id) => ({ asset: photo(id), version: versionOf(photo(id)) })),
  },
];

const diskFiles: LedgerFiles = {
  exists: (path) =>
    access(path).then(
      () => true,
      () => false,
    ),
  rename,
  remove: (path) => rm(path, { force: true }),
  mark: async (path) => (await openFile(path, 'a')).close(),
};

describe('a ledger file', () => {
  let folder = '';
  let path = '';
  let nowMs = 0;
  const opened: OpenedLedger[] = [];
  const open = async (files: LedgerFiles = diskFiles): Promise<OpenedLedger> => {
    nowMs += 1;
    const ledger = await openLedgerFile(path, {
      files,
      openDriver: async (file) => openNodeSqliteDriver(file),
      nowMs,
    });
    opened.push(ledger);
    return ledger;
  };
  const closeAll = async () => {
    for (const each of opened.splice(0)) await each.close();
  };
  const choiceIn = async ({ ledger }: OpenedLedger) => {
    await ledger.record([{ kind: 'albums-listed', albums: [camera] }]);
    return (await ledger.readAlbums())[0]?.choice;
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keepsake-ledger-'));
    path = join(folder, 'ledger.sqlite');
    await (await open()).ledger.record(FACTS);
    await closeAll();
  });
  afterEach(async () => {
    await closeAll();
    await rm(folder, { recursive: true });
  });

  it('[V4] that is as it was is opened as it was', async () => {
    const again = await open();
    expect(again).toMatchObject({ setAside: undefined, hasLostChoice: false });
    expect(await choiceIn(again)).toBe('excluded');
    expect((await again.ledger.readTotals()).unplannedCount).toBe(500);
  });

  it.each<[string, (file: string) => Promise<void> | void]>([
    ['that is no database', (file) => writeFile(file, 'this is no ledger any more'.repeat(1_000))],
    ['of which half is missing', async (file) => truncate(file, (await readFile(file)).length / 2)],
    ['of which all is missing', (file) => truncate(file, 0)],
    [
      'of a newer version',
      (file) => {
        const database = new DatabaseSync(file);
        database.exec('PRAGMA user_version = 1000');
        database.close();
      },
    ],
    [
      'that is the database of something else',
      async (file) => {
        await rm(file);
        const database = new DatabaseSync(file);
        database.exec('CREATE TABLE precious (id)');
        database.close();
      },
    ],
  ])('[V4] %s is set aside and begun anew, and its choice is known to be lost', async (_what, damage) => {
    await damage(path);
    const before = await readFile(path);
    const fresh = await open();
    expect(fresh.setAside).toBe(`${path}.damaged-${nowMs}`);
    expect(await readFile(`${path}.damaged-${nowMs}`)).toEqual(before);
    expect(fresh.hasLostChoice).toBe(true);
    expect(await choiceIn(fresh)).toBe('none');
    await closeAll();
    // Told until it is made anew, however often that is.
    const later = await open();
    expect(later).toMatchObject({ setAside: undefined, hasLostChoice: true });
    await later.forgetLoss();
    await closeAll();
    expect(await open()).toMatchObject({ setAside: undefined, hasLostChoice: false });
  });

  it.each<[string, (file: Buffer) => void]>([
    ['of which pages were overwritten', overwritePages],
    ['of which text was overwritten', overwriteListings],
  ])('[V4] %s in the middle is found damaged when it is read, and set aside next', async (_what, damage) => {
    const file = await readFile(path);
    damage(file);
    await writeFile(path, file);
    const ids = IDS.map((id) => photo(id).id);
    const error = await readThrough(async () => {
      const { ledger } = await open();
      await ledger.readAssets({ kind: 'by-id', ids });
      await ledger.readAssets({ kind: 'unplanned', limit: 500 });
    });
    expect(error).toMatchObject({ code: 'ledger-unavailable' });
    expect(isUnusableLedger(error)).toBe(true);
    await closeAll();
    const fresh = await open();
    expect(fresh).toMatchObject({ setAside: `${path}.damaged-${nowMs}`, hasLostChoice: true });
    expect(await choiceIn(fresh)).toBe('none');
    await closeAll();
    expect(await open()).toMatchObject({ setAside: undefined });
  });

  it('[V4] of which a statement itself finds the text overwritten is found damaged, too', async () => {
    const database = new DatabaseSync(path);
    database.exec("UPDATE assets SET synced_names = '#'");
    database.close();
    const { ledger } = await open();
    const synced: LedgerFact = { kind: 'albums-synced', id: photo('p1').id, albumNames: ['Camera'] };
    expect(isUnusableLedger(await readThrough(() => ledger.record([synced])))).toBe(true);
    await closeAll();
    expect((await open()).setAside).toBeDefined();
  });

  it('is not taken for damaged because of a fact that is none', async () => {
    const { ledger } = await open();
    const malformed = { kind: 'assets-seen', albumId: camera.id, scanId: 9 } as unknown as LedgerFact;
    expect(isUnusableLedger(await readThrough(() => ledger.record([malformed])))).toBe(false);
    await closeAll();
    expect(await open()).toMatchObject({ setAside: undefined, hasLostChoice: false });
  });

  it('that cannot be set aside, or only cannot be used now, is left as it was', async () => {
    await writeFile(path, 'no ledger'.repeat(1_000));
    const stuck = { ...diskFiles, rename: () => Promise.reject(new Error('EACCES')) };
    expect(await readThrough(() => open(stuck))).toMatchObject({ code: 'ledger-unavailable' });
    expect(await readFile(path, 'utf8')).toMatch(/^no ledger/);
    await rm(path);
    path = join(folder, 'no such folder', 'ledger.sqlite');
    expect(isUnusableLedger(await readThrough(() => open()))).toBe(false);
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8])(
    '[V4] is set aside without forgetting the loss, also when that is cut short after %i steps',
    async (steps) => {
      await writeFile(path, 'no ledger'.repeat(1_000));
      await readThrough(() => open(cutShort(steps)));
      await closeAll();
      const fresh = await open();
      expect(fresh.hasLostChoice).toBe(true);
      expect(await choiceIn(fresh)).toBe('none');
      expect((await readdir(folder)).some((name) => name.startsWith(`${basename(path)}.damaged-`))).toBe(
        true,
      );
    },
  );

  it('[V4] is set aside once, when two open it: the new ledger of the first stays', async () => {
    await writeFile(path, 'no ledger'.repeat(1_000));
    let first: OpenedLedger | undefined;
    let isHeld = false;
    const files: LedgerFiles = {
      ...diskFiles,
      rename: async (from, to) => {
        // Nobody else gets there meanwhile.
        const other = new DatabaseSync(`${path}.setting-aside`);
        expect(() => other.exec('BEGIN EXCLUSIVE')).toThrow(/locked/);
        other.close();
        isHeld = true;
        await rename(from, to);
      },
    };
    const second = await openLedgerFile(path, {
      files,
      nowMs: 1_000,
      openDriver: async (file) => {
        // The first one comes when the second has found the damage, and is done before it gets its turn.
        if (file.endsWith('.setting-aside') && first === undefined) {
          first = await open(files);
          await first.ledger.record(FACTS);
          await first.forgetLoss();
        }
        return openNodeSqliteDriver(file);
      },
    });
    opened.push(second);
    expect(isHeld).toBe(true);
    expect(first?.setAside).toBeDefined();
    expect(second).toMatchObject({ setAside: undefined, hasLostChoice: false });
    expect((await second.ledger.readAlbums())[0]?.choice).toBe('excluded');
    expect((await readdir(folder)).filter((name) => name.includes('.damaged-'))).toHaveLength(1);
  });

  it('[V4] that turns out to be whole after all has not lost its choice', async () => {
    // A newer version's, that this one could not move; then the newer one is back.
    await diskFiles.mark(`${path}.choice-lost`);
    const again = await open();
    expect(again).toMatchObject({ setAside: undefined, hasLostChoice: false });
    expect(await choiceIn(again)).toBe('excluded');
    expect(await diskFiles.exists(`${path}.choice-lost`)).toBe(false);
  });

  it('that was deleted is begun anew, and so is one that was cut short at its birth', async () => {
    await rm(path);
    expect(await open()).toMatchObject({ setAside: undefined, hasLostChoice: false });
    await closeAll();
    path = join(folder, 'other.sqlite');
    await writeFile(path, '');
    expect(await open()).toMatchObject({ setAside: undefined, hasLostChoice: false });
  });
});

/** All pages that assets are in. */
function overwritePages(file: Buffer): void {
  for (let at = 0; at < file.length; at += 4_096) {
    const page = file.subarray(at, at + 4_096);
    if (page.includes('["image"')) page.fill('x');
  }
}

/** Of each listing one byte, so that the pages of the database stay whole. */
function overwriteListings(file: Buffer): void {
  for (let at = file.indexOf('["image"'); at >= 0; at = file.indexOf('["image"', at + 1)) file.write('#', at);
}

/** A place that dies after some changes to its files. */
function cutShort(steps: number): LedgerFiles {
  let left = steps;
  const step = async (change: Promise<void>): Promise<void> => {
    await change;
  };
  const limited =
    <Args extends string[]>(change: (...args: Args) => Promise<void>) =>
    (...args: Args): Promise<void> => {
      left -= 1;
      return left < 0 ? Promise.reject(new Error('died')) : step(change(...args));
    };
  return {
    exists: diskFiles.exists,
    rename: limited(diskFiles.rename),
    remove: limited(diskFiles.remove),
    mark: limited(diskFiles.mark),
  };
}

async function readThrough(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    if (error instanceof BackupError) return error;
    throw error;
  }
  return undefined;
}
