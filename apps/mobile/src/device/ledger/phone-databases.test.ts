import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLeaseRunLock, type DeviceAlbum } from '@keepsake/engine';
import {
  createFakeClock,
  describeLeaseStoreContract,
  describeLedgerContract,
  describeRunLockContract,
  openFakeExpoSqlite,
  silentLogger,
} from '@keepsake/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { openFakeFile } from '../../../simulated/native/fake-file-system.ts';
import { openPhoneDatabases, type PhoneDatabases, type PhoneSqlite } from './phone-databases.ts';
import { createPhoneLedgerFiles } from './phone-files.ts';

const sqlite: PhoneSqlite = {
  openDatabaseAsync: async (name, options, folder) => {
    if (options?.useNewConnection !== true) throw new Error('everybody would share one connection');
    return openFakeExpoSqlite(join(folder ?? '', name));
  },
};

const folders: string[] = [];
async function openIn(): Promise<{ readonly folder: string; readonly databases: PhoneDatabases }> {
  const folder = await mkdtemp(join(tmpdir(), 'keepsake-phone-'));
  folders.push(folder);
  const files = createPhoneLedgerFiles(openFakeFile);
  return { folder, databases: openPhoneDatabases({ sqlite, files, folder, nowMs: () => 7 }) };
}
const removeAll = async (): Promise<void> => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
};

describeLedgerContract('the ledger of a phone', async () => {
  const { databases } = await openIn();
  let opened = await databases.openLedger('ada');
  return {
    ledger: opened.ledger,
    async reopen() {
      await opened.close();
      opened = await databases.openLedger('ada');
      return opened.ledger;
    },
    async close() {
      await opened.close();
      await removeAll();
    },
  };
});

describeLeaseStoreContract('the lease of a phone', async () => {
  const { databases } = await openIn();
  const opened: { close(): Promise<void> }[] = [];
  return {
    async open() {
      const store = await databases.openLeases();
      opened.push(store);
      return store;
    },
    async close() {
      for (const store of opened) await store.close();
      await removeAll();
    },
  };
});

describeRunLockContract('the run lock of a phone', async () => {
  const { databases } = await openIn();
  const store = await databases.openLeases();
  const clock = createFakeClock();
  let ownerCount = 0;
  const newOwner = (): string => `owner-${(ownerCount += 1)}`;
  return {
    openLock: () => createLeaseRunLock({ store, clock, logger: silentLogger, newOwner }),
    async pass(durationMs) {
      await clock.advance(durationMs);
      // A call to SQLite takes a few turns.
      for (let turn = 0; turn < 6; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    },
    async close() {
      await store.close();
      await removeAll();
    },
  };
});

describe('the databases of a phone', () => {
  afterEach(removeAll);

  const camera = {
    id: 'c',
    name: 'Camera',
    kind: 'ordinary',
    parentId: undefined,
    marker: 'm',
    assetCount: 0,
  };

  it('[V4] set a damaged ledger aside, and say that the choice went with it', async () => {
    const { folder, databases } = await openIn();
    await (await databases.openLedger('ada')).close();
    await writeFile(join(folder, 'ada.sqlite'), 'no ledger'.repeat(1_000));
    const opened = await databases.openLedger('ada');
    expect(opened).toMatchObject({ setAside: join(folder, 'ada.sqlite.damaged-7'), hasLostChoice: true });
    await opened.close();
  });

  it('say of what cannot be opened that it is unavailable, and set nothing aside for a full disk', async () => {
    const { folder } = await openIn();
    const opens: ((name: string) => Promise<unknown>)[] = [];
    for (const reason of ['disk I/O error', 'database or disk is full']) {
      const failing: PhoneSqlite = { openDatabaseAsync: () => Promise.reject(new Error(reason)) };
      const files = createPhoneLedgerFiles(openFakeFile);
      const databases = openPhoneDatabases({ sqlite: failing, files, folder, nowMs: () => 7 });
      opens.push(
        (name) => databases.openLedger(name),
        (name) => databases.openReports(name),
        () => databases.openLeases(),
      );
    }
    for (const open of opens)
      await expect(open('ada')).rejects.toMatchObject({ name: 'BackupError', code: 'ledger-unavailable' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('forget a ledger with everything beside it, and another one not', async () => {
    const { folder, databases } = await openIn();
    for (const name of ['ada', 'bob']) await (await databases.openLedger(name)).close();
    await databases.forgetLedger('ada');
    expect((await readdir(folder)).filter((name) => name.startsWith('ada'))).toEqual([]);
    expect((await readdir(folder)).filter((name) => name.startsWith('bob'))).not.toEqual([]);
    await databases.forgetLedger('ada');
  });

  it('let screens ask beside the engine', async () => {
    const { databases } = await openIn();
    const opened = await databases.openLedger('ada');
    await opened.ledger.record([{ kind: 'albums-listed', albums: [camera as unknown as DeviceAlbum] }]);
    const reports = await databases.openReports('ada');
    expect(await reports.search({ text: 'x', after: undefined, limit: 1 })).toEqual([]);
    await reports.close();
    await opened.close();
  });
});
