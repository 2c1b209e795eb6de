import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createGroupCommit } from './group-commit.ts';
import { openDatabase, type Database } from './open-database.ts';

let folder: string;
let db: Database;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'keepsake-commit-'));
  db = await openDatabase(path.join(folder, 'test.sqlite'));
});
afterEach(async () => {
  await db.destroy();
  await rm(folder, { recursive: true, force: true });
});

const insert = (key: string) => async (trx: Database) => {
  await trx.insertInto('settings').values({ key, value: '' }).execute();
  return key;
};
const keys = async (): Promise<string[]> =>
  (await db.selectFrom('settings').select('key').orderBy('key').execute()).map(({ key }) => key);

it('[H1] undoes what failed, and nothing of what shared its transaction', async () => {
  const commit = createGroupCommit(db);
  const outcomes = await Promise.allSettled([
    commit(insert('a')),
    commit(async (trx) => {
      await insert('half')(trx);
      throw new Error('no');
    }),
    commit(insert('b')),
    commit(insert('a')),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
  expect(await keys()).toEqual(['a', 'b']);
});

it('[H1] tells everybody when the transaction itself fails', async () => {
  const commit = createGroupCommit(db);
  await db.destroy();
  const outcomes = await Promise.allSettled([commit(insert('a')), commit(insert('b'))]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  db = await openDatabase(path.join(folder, 'test.sqlite'));
  expect(await keys()).toEqual([]);
});

it('goes on after everything was done', async () => {
  const commit = createGroupCommit(db);
  for (const key of ['a', 'b', 'c']) expect(await commit(insert(key))).toBe(key);
  expect(await keys()).toEqual(['a', 'b', 'c']);
});
