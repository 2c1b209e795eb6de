import { describeLeaseStoreContract, describeLedgerContract, openFakeExpoSqlite } from '@keepsake/testkit';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openExpoSqliteDriver } from './expo-sqlite-driver.ts';
import { openSqlLeaseStore } from './lease/open-sql-lease-store.ts';
import { openSqliteLedger } from './open-sqlite-ledger.ts';

const connect = (path: string) => openExpoSqliteDriver(Promise.resolve(openFakeExpoSqlite(path)));

describeLedgerContract('SqliteLedger over expo-sqlite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keepsake-ledger-'));
  const open = async () => openSqliteLedger(await connect(join(folder, 'ledger.db')));
  let ledger = await open();
  return {
    ledger,
    async reopen() {
      await ledger.close();
      ledger = await open();
      return ledger;
    },
    async close() {
      await ledger.close();
      await rm(folder, { recursive: true });
    },
  };
});

describeLeaseStoreContract('SqlLeaseStore over expo-sqlite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keepsake-lease-'));
  const opened: { close(): Promise<void> }[] = [];
  return {
    async open() {
      const store = await openSqlLeaseStore(await connect(join(folder, 'lease.db')));
      opened.push(store);
      return store;
    },
    async close() {
      for (const store of opened) await store.close();
      await rm(folder, { recursive: true });
    },
  };
});

describe('a driver over expo-sqlite', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keepsake-ledger-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('prepares a statement once, finalizes it at the end, and may be closed again', async () => {
    const database = openFakeExpoSqlite(join(folder, 'a.db'));
    const driver = await openExpoSqliteDriver(Promise.resolve(database));
    await driver.execute('CREATE TABLE t (a, b)');
    for (const $a of [1, 2, 3]) await driver.run('INSERT INTO t VALUES ($a, $b)', { $a, $b: null });
    expect(await driver.all('SELECT a, b FROM t WHERE a > $a', { $a: 1 })).toEqual([
      { a: 2, b: null },
      { a: 3, b: null },
    ]);
    expect(database.statementCount).toBe(2);
    await driver.close();
    await driver.close();
    expect(database.statementCount).toBe(0);
  });

  it('leaves no transaction open behind what was read, so that another connection may write', async () => {
    const [one, other] = await Promise.all(['a.db', 'a.db'].map((name) => connect(join(folder, name))));
    await one!.execute('CREATE TABLE t (a); INSERT INTO t VALUES (1), (2), (3)');
    expect(await one!.all('SELECT a FROM t', {})).toHaveLength(3);
    await other!.execute('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE; INSERT INTO t VALUES (4); COMMIT');
    await one!.close();
    await other!.close();
  });
});
