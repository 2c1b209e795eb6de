import { setImmediate } from 'node:timers/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Kysely, sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ServerError } from '../errors/server-error.ts';
import { nodeSqliteDialect } from './node-sqlite-dialect.ts';
import type { Tables } from './schema.ts';
import { withoutWaiting } from './without-waiting-for-disk.ts';

let folder: string;
let db: Kysely<Tables>;
let other: DatabaseSync;
let requireFiles: () => void;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'keepsake-driver-'));
  const file = path.join(folder, 'test.sqlite');
  const connection = new DatabaseSync(file);
  connection.exec('pragma journal_mode = wal; create table settings (key text primary key, value text)');
  requireFiles = () => undefined;
  db = new Kysely({ dialect: nodeSqliteDialect(connection, () => requireFiles()) });
  other = new DatabaseSync(file);
});
afterEach(async () => {
  other.close();
  await db.destroy();
  await rm(folder, { recursive: true, force: true });
});

const insert = (to: Kysely<Tables>, key: string) =>
  to.insertInto('settings').values({ key, value: '' }).execute();
const keys = () => other.prepare('select key from settings').all();

it('[H9] lets nobody else write under a setting that one of many has changed, also while the lock is away', async () => {
  other.exec('begin immediate');
  const note = withoutWaiting(db, (connection) => insert(connection, 'note')).catch(
    (error: unknown) => error,
  );
  const { rows } = await sql<{ synchronous: number }>`pragma synchronous`.execute(db);
  expect(rows).toEqual([{ synchronous: 2 }]);
  expect(await note).toMatchObject({ code: 'unavailable' });
  other.exec('rollback');
});

it('[H1] keeps nothing more of a transaction that SQLite has rolled back', async () => {
  await insert(db, 'there');
  const work = db.transaction().execute(async (trx) => {
    await insert(trx, 'first');
    await sql`insert or rollback into settings values ('there', '')`.execute(trx).catch(() => undefined);
    await insert(trx, 'second');
  });
  await expect(work).rejects.toMatchObject({ code: 'unavailable' });
  expect(keys()).toEqual([{ key: 'there' }]);
});

it('[H1] writes nothing when the files were taken away while it waited for the lock', async () => {
  let looks = 0;
  requireFiles = () => {
    looks++;
    if (looks > 1) throw new ServerError('unavailable', 'moved away');
  };
  other.exec('begin immediate');
  const write = insert(db, 'lost').catch((error: unknown) => error);
  // It has found the lock taken by then, and waits.
  while (looks === 0) await setImmediate();
  await setImmediate();
  other.exec('rollback');
  expect(await write).toMatchObject({ code: 'unavailable' });
  expect(keys()).toEqual([]);
});
