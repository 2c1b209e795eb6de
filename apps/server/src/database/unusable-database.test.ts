import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDataFolder } from '../data-folder.ts';
import { StartupError } from '../errors/startup-error.ts';
import { unusableDatabase } from './unusable-database.ts';

/** Where a database's header says which version may write it; above 2, all others may only read. */
const WRITE_VERSION_OFFSET = 18;

describe('a database that cannot be used at the start', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'keepsake-unusable-'));
    file = path.join(folder, 'keepsake.sqlite');
    await (await openDataFolder(folder)).close();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('[H9] because it may only be read is said in a sentence', async () => {
    const header = await open(file, 'r+');
    await header.write(Uint8Array.of(3), 0, 1, WRITE_VERSION_OFFSET);
    await header.close();
    await expect(openDataFolder(folder)).rejects.toMatchObject({
      problem: 'data-folder',
      message: expect.stringContaining('cannot be written') as string,
    });
  });

  it.each([
    ['is locked', 'data-in-use', (mine: DatabaseSync) => mine.exec('begin immediate')],
    [
      'disk of the database',
      'data-folder',
      (mine: DatabaseSync) => mine.exec('pragma max_page_count = 1; create table big (x)'),
    ],
    ['cannot be written', 'data-folder', (mine: DatabaseSync) => mine.exec('pragma query_only = on; vacuum')],
  ])('[H9] because it %s: %s', (words, problem, spoil) => {
    const other = new DatabaseSync(file);
    const mine = new DatabaseSync(file, { timeout: 0 });
    if (problem === 'data-in-use') other.exec('begin immediate');
    const error = thrownBy(() => spoil(mine));
    mine.close();
    other.close();
    const told = unusableDatabase(file, error);
    expect(told).toBeInstanceOf(StartupError);
    expect(told).toMatchObject({ problem, message: expect.stringContaining(words) as string });
  });
});

function thrownBy(act: () => void): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
