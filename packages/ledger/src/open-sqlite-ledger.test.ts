import { BackupError, versionOf, type LedgerFact } from '@keepsake/engine';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isUnusableLedger, openSqliteLedger } from './index.ts';
import { openNodeSqliteDriver } from './node-sqlite-driver.ts';
import { camera, photo } from './testing/camera.ts';

const page = (scanId: number, ids: readonly string[]): LedgerFact => ({
  kind: 'assets-seen',
  albumId: camera.id,
  scanId,
  assets: ids.map((id) => ({ asset: photo(id), version: versionOf(photo(id)) })),
});

describe('a ledger file', () => {
  let folder = '';
  let path = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keepsake-ledger-'));
    path = join(folder, 'ledger.db');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const open = () => openSqliteLedger(openNodeSqliteDriver(path));
  const failureOf = async (work: () => Promise<unknown>): Promise<BackupError> => {
    const error: unknown = await work().then(
      () => undefined,
      (caught: unknown) => caught,
    );
    if (!(error instanceof BackupError)) throw new Error(`not a BackupError: ${String(error)}`);
    expect(error.code).toBe('ledger-unavailable');
    return error;
  };

  it('that a newer version wrote is refused, and said to be of no use to this one', async () => {
    await (await open()).close();
    const database = new DatabaseSync(path);
    database.exec('PRAGMA user_version = 1000');
    database.close();
    const error = await failureOf(open);
    expect(error.message).toMatch(/written by a newer version of Keepsake/);
    expect(isUnusableLedger(error)).toBe(true);
  });

  it('that is no database, or that of something else, is refused and left as it was', async () => {
    await writeFile(
      path,
      'not a database, but long enough to look like a file with something in it'.repeat(99),
    );
    const noDatabase = await failureOf(open);
    expect(noDatabase.message).toMatch(/damaged/);
    expect(isUnusableLedger(noDatabase)).toBe(true);

    path = join(folder, 'other.db');
    const other = new DatabaseSync(path);
    other.exec('CREATE TABLE precious (id)');
    const somethingElse = await failureOf(open);
    expect(somethingElse.message).toMatch(/something else/);
    expect(isUnusableLedger(somethingElse)).toBe(true);
    expect(other.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'precious' }]);
    other.close();
  });

  it('that is damaged in the middle is said to be so when it is read', async () => {
    const ledger = await open();
    await ledger.record([
      { kind: 'albums-listed', albums: [camera] },
      page(
        1,
        Array.from({ length: 500 }, (_, index) => `p${index}`),
      ),
    ]);
    await ledger.close();
    const file = await readFile(path);
    await writeFile(path, file.fill('x', 4_096 * 4));
    const error = await failureOf(async () => {
      const damaged = await open();
      try {
        await damaged.record([page(2, ['p1', 'new'])]);
        await damaged.readTotals();
      } finally {
        await damaged.close();
      }
    });
    expect(isUnusableLedger(error)).toBe(true);
  });

  it('that cannot be opened now is not said to be of no use', async () => {
    path = join(folder, 'no such folder', 'ledger.db');
    const error = await failureOf(async () => open());
    expect(error.message).toMatch(/cannot be read or written/);
    expect(isUnusableLedger(error)).toBe(false);
  });

  it('that was closed says so, and may be closed again', async () => {
    const ledger = await open();
    await Promise.all([ledger.record([{ kind: 'albums-listed', albums: [camera] }]), ledger.close()]);
    await ledger.close();
    await failureOf(() => ledger.readState());
    const again = await open();
    expect(await again.readAlbums()).toHaveLength(1);
    await again.close();
  });

  it('is not written to by a page of assets of which nothing changed', async () => {
    const ledger = await open();
    await ledger.record([{ kind: 'albums-listed', albums: [camera] }, page(1, ['a', 'b']), page(1, ['c'])]);
    // What another connection sees: a number that changes when anybody wrote to the file.
    const observer = new DatabaseSync(path);
    const version = () => observer.prepare('PRAGMA data_version').get();
    await ledger.record([page(2, ['a'])]);
    const before = version();
    await ledger.record([page(2, ['b', 'c'])]);
    expect(version()).toEqual(before);
    await ledger.record([page(2, ['d'])]);
    expect(version()).not.toEqual(before);
    observer.close();
    await ledger.close();
  });

  it('proves by a scan of which a call failed nothing about what was not seen', async () => {
    const ledger = await open();
    const end: LedgerFact = {
      kind: 'album-enumerated',
      albumId: camera.id,
      scanId: 2,
      marker: 'm2',
      atMs: 2,
    };
    await ledger.record([{ kind: 'albums-listed', albums: [camera] }, page(1, ['a', 'b', 'c'])]);
    await ledger.record([{ ...end, scanId: 1, marker: 'm1' }]);
    await ledger.record([page(2, ['a'])]);
    const malformed = { kind: 'no-such-fact' } as unknown as LedgerFact;
    await failureOf(() => ledger.record([page(2, ['b', 'c']), malformed]));
    await ledger.record([end]);
    // Its album is enumerated again, and nobody has left it.
    expect(await ledger.readAlbums()).toMatchObject([{ enumeratedMarker: 'm1' }]);
    expect((await ledger.readTotals()).groups).toMatchObject([{ count: 3 }]);
    await ledger.record([page(3, ['a', 'c']), { ...end, scanId: 3 }]);
    expect((await ledger.readTotals()).groups).toMatchObject([{ count: 2 }]);
    await ledger.close();
  });

  it('is shared by two processes that open and write it at once', async () => {
    const writer = `
      const { openSqliteLedger } = await import(${JSON.stringify(new URL('index.ts', import.meta.url))});
      const { openNodeSqliteDriver } = await import(${JSON.stringify(new URL('node-sqlite-driver.ts', import.meta.url))});
      const [path, name] = process.argv.slice(1);
      const ledger = await openSqliteLedger(openNodeSqliteDriver(path));
      for (let n = 0; n < 40; n += 1) {
        const id = name + n;
        const original = { fileName: id, sizeBytes: 1, modifiedAtMs: 1 };
        const asset = { id, kind: 'image', original, createdAtMs: n, isFavorite: false, isInCloud: false };
        await ledger.record([{ kind: 'assets-seen', albumId: name, scanId: n + 1, assets: [{ asset, version: 'v' }] }]);
        await ledger.readTotals();
      }
      await ledger.close();`;
    const run = (name: string) =>
      promisify(execFile)(process.execPath, ['--input-type=module', '-e', writer, path, name]);
    await Promise.all([run('one'), run('two')]);
    const ledger = await open();
    expect(await ledger.readTotals()).toMatchObject({ groups: [{ count: 80 }], unplannedCount: 80 });
    expect((await ledger.readState()).lastScanId).toBe(40);
    await ledger.close();
  });
});
