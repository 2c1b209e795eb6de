import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorCodeOf } from '../errors/server-error.ts';
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
/** Without what the server knows of itself. */
const keys = async (): Promise<string[]> =>
  (await db.selectFrom('settings').select('key').orderBy('key').execute())
    .map(({ key }) => key)
    .filter((key) => key !== 'deletions_known_since');

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

describe('on a disk that is full', () => {
  const big = async (trx: Database): Promise<void> => {
    await trx
      .insertInto('settings')
      .values({ key: 'big', value: 'x'.repeat(100_000) })
      .execute();
  };
  const refused = async (work: Promise<unknown>): Promise<unknown> => work.then(() => 'done', errorCodeOf);
  beforeEach(async () => {
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
    await sql`pragma max_page_count = ${sql.lit(rows[0]?.page_count)}`.execute(db);
  });
  const makeRoom = () => sql`pragma max_page_count = 100000`.execute(db);

  it('[H9] tells everybody why, keeps nothing, and goes on when there is room', async () => {
    const commit = createGroupCommit(db);
    const refusals = await Promise.all([commit(insert('a')), commit(big), commit(insert('b'))].map(refused));
    expect(refusals).toEqual(['disk-full', 'disk-full', 'disk-full']);
    expect(await keys()).toEqual([]);
    await makeRoom();
    await commit(big);
    expect(await keys()).toEqual(['big']);
  });

  it('[H9] says so of a transaction by itself', async () => {
    expect(await refused(db.transaction().execute(big))).toBe('disk-full');
    await makeRoom();
    await db.transaction().execute(big);
    expect(await keys()).toEqual(['big']);
  });
});

it('goes on after everything was done', async () => {
  const commit = createGroupCommit(db);
  for (const key of ['a', 'b', 'c']) expect(await commit(insert(key))).toBe(key);
  expect(await keys()).toEqual(['a', 'b', 'c']);
});
