import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openDataFolder, type DataFolder } from '../data-folder.ts';
import { fromErrno } from '../errors/from-errno.ts';
import { openServer } from '../open-server.ts';
import { filesBelow } from '../testing/files-below.ts';
import { TestClient } from '../testing/test-client.ts';
import { PASSWORD, testConfig } from '../testing/test-server.ts';
import { dropClaim, noteClaim, undoClaims } from './claims.ts';

let dataDir: string;
let folder: DataFolder;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'keepsake-claims-'));
  folder = await openDataFolder(dataDir);
});
afterEach(async () => {
  await folder.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function claim(blobPath: string, text: string) {
  const staged = await folder.store.stage();
  await pipeline([text], staged.writable);
  await noteClaim(folder.db, blobPath, staged);
  return staged;
}

async function restart(): Promise<void> {
  await folder.close();
  folder = await openDataFolder(dataDir);
}

it('[H1] removes an original that a crash left without a row, and nothing that was there before', async () => {
  const originals = path.join(dataDir, 'originals');
  await mkdir(path.join(originals, 'ada'));
  const placed = await claim('ada/placed.jpg', 'placed');
  expect(await folder.store.commit(placed, 'ada/placed.jpg', new Date(0))).toBe('committed');
  await claim('ada/only-named.jpg', 'named');
  await writeFile(path.join(originals, 'ada/only-named.jpg'), '');
  const empty = await claim('ada/empty.xmp', '');
  expect(await folder.store.commit(empty, 'ada/empty.xmp', new Date(0))).toBe('committed');
  await claim('ada/somebody-elses.jpg', 'ours.');
  await writeFile(path.join(originals, 'ada/somebody-elses.jpg'), 'their');
  await claim('ada/never-there.jpg', 'x');
  await writeFile(path.join(originals, 'ada/unrelated.txt'), 'kept');

  await restart();
  expect([...folder.undoneClaims.removed].sort()).toEqual([
    'ada/empty.xmp',
    'ada/only-named.jpg',
    'ada/placed.jpg',
  ]);
  expect(await filesBelow(originals)).toEqual(['ada/somebody-elses.jpg', 'ada/unrelated.txt']);
  expect(await filesBelow(path.join(dataDir, 'staging'))).toEqual([]);

  await restart();
  expect(folder.undoneClaims.removed).toEqual([]);
});

it('[H1] starts beside an original that the disk does not let be read, and looks at it again the next time', async () => {
  for (const name of ['bad', 'good']) {
    const placed = await claim(`ada/${name}.jpg`, name);
    await folder.store.commit(placed, `ada/${name}.jpg`, new Date(0));
  }
  const open = folder.store.open.bind(folder.store);
  vi.spyOn(folder.store, 'open').mockImplementation(async (name) => {
    if (name === 'ada/bad.jpg')
      throw fromErrno(Object.assign(new Error('input/output error'), { code: 'EIO' }));
    return open(name);
  });
  expect(await undoClaims(folder.db, folder.store)).toEqual({
    removed: ['ada/good.jpg'],
    unreadable: ['ada/bad.jpg'],
  });
  await restart();
  expect(folder.undoneClaims).toEqual({ removed: ['ada/bad.jpg'], unreadable: [] });
});

it('[H1] keeps an original whose note was taken away', async () => {
  const staged = await claim('ada/kept.jpg', 'kept');
  await folder.store.commit(staged, 'ada/kept.jpg', new Date(0));
  await dropClaim(folder.db, 'ada/kept.jpg');
  await restart();
  expect(await filesBelow(path.join(dataDir, 'originals'))).toEqual(['ada/kept.jpg']);
});

it('[H1] keeps what a row names as its original or its sidecar, whatever a note says', async () => {
  await folder.close();
  const server = await openServer(testConfig(dataDir));
  try {
    const client = new TestClient(server.url);
    const account = { email: 'ada@example.org', password: PASSWORD, name: 'Ada' };
    await client.post('/auth/admin-sign-up', account);
    await client.login(account.email, account.password);
    await client.upload({
      bytes: 'with a row',
      fileName: 'row.jpg',
      sidecar: { bytes: '<x/>', fileName: 'row.jpg.xmp' },
    });
  } finally {
    await server.close();
  }
  folder = await openDataFolder(dataDir);
  await claim('ada/2024/05/row.jpg', 'with a row');
  await claim('ada/2024/05/row.jpg.xmp', '<x/>');
  await restart();
  expect(folder.undoneClaims.removed).toEqual([]);
  expect(await filesBelow(path.join(dataDir, 'originals'))).toEqual([
    'ada/2024/05/row.jpg',
    'ada/2024/05/row.jpg.xmp',
  ]);
  expect(await folder.db.selectFrom('claims').selectAll().execute()).toEqual([]);
});
