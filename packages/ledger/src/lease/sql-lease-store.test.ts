import { describeLeaseStoreContract } from '@keepsake/testkit';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openNodeSqliteDriver } from '../node-sqlite-driver.ts';
import { isUnusableLedger } from '../unavailable.ts';
import { openSqlLeaseStore } from './open-sql-lease-store.ts';

describeLeaseStoreContract('SqlLeaseStore', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keepsake-lease-'));
  const opened: { close(): Promise<void> }[] = [];
  return {
    async open() {
      const store = await openSqlLeaseStore(openNodeSqliteDriver(join(folder, 'lease.db')));
      opened.push(store);
      return store;
    },
    async close() {
      for (const store of opened) await store.close();
      await rm(folder, { recursive: true });
    },
  };
});

describe('a lease file', () => {
  let path = '';
  beforeEach(async () => {
    path = join(await mkdtemp(join(tmpdir(), 'keepsake-lease-')), 'lease.db');
  });
  afterEach(() => rm(join(path, '..'), { recursive: true }));

  it('[B2] is shared by two processes: no writing of either is lost', async () => {
    const writer = `
      const { openSqlLeaseStore } = await import(${JSON.stringify(new URL('../index.ts', import.meta.url))});
      const { openNodeSqliteDriver } = await import(${JSON.stringify(new URL('../node-sqlite-driver.ts', import.meta.url))});
      const [path, owner] = process.argv.slice(1);
      const store = await openSqlLeaseStore(openNodeSqliteDriver(path));
      for (let done = 0; done < 50; ) {
        const present = await store.read();
        const revision = (present?.revision ?? 0) + 1;
        if (await store.replace(present, { owner, kind: 'background', revision, isWanted: false })) done += 1;
      }
      await store.close();`;
    const run = (owner: string) =>
      promisify(execFile)(process.execPath, ['--input-type=module', '-e', writer, path, owner]);
    await Promise.all([run('one'), run('two')]);
    const store = await openSqlLeaseStore(openNodeSqliteDriver(path));
    expect((await store.read())?.revision).toBe(100);
    await store.close();
  });

  it('that is no database is refused as one that holds nobody’s lease', async () => {
    await writeFile(path, 'no database'.repeat(500));
    const error: unknown = await openSqlLeaseStore(openNodeSqliteDriver(path)).catch(
      (caught: unknown) => caught,
    );
    expect(isUnusableLedger(error)).toBe(true);
  });

  it('[B2] that was closed says so, and is as it was when it is opened again', async () => {
    const store = await openSqlLeaseStore(openNodeSqliteDriver(path));
    await store.replace(undefined, { owner: 'o', kind: 'foreground', revision: 1, isWanted: true });
    await store.close();
    await store.close();
    await expect(store.read()).rejects.toMatchObject({ code: 'ledger-unavailable' });
    const again = await openSqlLeaseStore(openNodeSqliteDriver(path));
    expect(await again.read()).toEqual({ owner: 'o', kind: 'foreground', revision: 1, isWanted: true });
    await again.close();
  });
});
