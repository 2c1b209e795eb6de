import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { ServerError } from '../errors/server-error.ts';
import { openServer, type OpenServer } from '../open-server.ts';
import { DirectorySync } from '../storage/directory-sync.ts';
import { DiskBlobStore } from '../storage/disk-blob-store.ts';
import { giveNameWithoutLinks } from '../storage/give-name.ts';
import { filesBelow } from '../testing/files-below.ts';
import { ResumableClient } from '../testing/resumable-client.ts';
import { sha1, TestClient } from '../testing/test-client.ts';
import { openTestServer, PASSWORD, testConfig } from '../testing/test-server.ts';

const BYTES = Buffer.alloc(300_000, 'bytes that took a day');

it('[H11] keeps the bytes of an upload that could not be kept just now, and completes it when asked again', async () => {
  let isBroken = true;
  const server = await openTestServer(
    {},
    {
      decorateStore: (store) => {
        const commit = store.commit.bind(store);
        store.commit = async (...all) => {
          const outcome = await commit(...all);
          if (!isBroken) return outcome;
          // As when the folder cannot be synced: the name that was given is taken back.
          await store.uncommit(all[0], all[1]);
          throw new ServerError('unavailable');
        };
        return store;
      },
    },
  );
  try {
    const resumable = new ResumableClient(server.client);
    const location = await resumable.begin();
    const failed = await resumable.append(location, 0, BYTES);
    expect(failed.status).toBe(503);
    expect(failed.headers['upload-complete']).not.toBe('?1');
    expect(await server.originals()).toEqual([]);
    expect((await resumable.head(location)).headers).toMatchObject({
      'upload-offset': String(BYTES.length),
      'upload-complete': '?0',
    });
    isBroken = false;
    const last = await resumable.append(location, BYTES.length, undefined);
    expect(last).toMatchObject({ status: 201, body: { checksum: sha1(BYTES, 'base64') } });
    expect(await filesBelow(`${server.dataDir}/uploads`)).toEqual([]);
  } finally {
    await server.close();
  }
});

describe('on a disk without hard links', () => {
  let isFolderBroken = false;

  async function openWithoutLinks(dataDir: string): Promise<OpenServer> {
    const folders = {
      originalsDir: path.join(dataDir, 'originals'),
      stagingDir: path.join(dataDir, 'staging'),
    };
    const directories = new DirectorySync(async () => {
      if (isFolderBroken) throw Object.assign(new Error('input/output error'), { code: 'EIO' });
    });
    const decorateStore = () => new DiskBlobStore(folders, directories, giveNameWithoutLinks);
    return openServer(testConfig(dataDir), { decorateStore });
  }

  it.each([
    ['its folder cannot be synced', () => (isFolderBroken = true), () => (isFolderBroken = false)],
    [
      'its row cannot be written',
      (database: DatabaseSync) =>
        database.exec("create trigger stuck before insert on assets begin select raise(abort, 'full'); end"),
      (database: DatabaseSync) => database.exec('drop trigger stuck'),
    ],
  ])('[H11] keeps the bytes of an upload when %s, and completes it later', async (_why, breakIt, mend) => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'keepsake-no-links-'));
    const server = await openWithoutLinks(dataDir);
    const database = new DatabaseSync(path.join(dataDir, 'keepsake.sqlite'));
    try {
      const client = new TestClient(server.url);
      await client.post('/auth/admin-sign-up', { email: 'ada@example.org', password: PASSWORD, name: 'Ada' });
      await client.login('ada@example.org', PASSWORD);
      // From now on the folder is there, and is synced once a file has its name in it.
      await client.upload({ bytes: 'another', fileName: 'other.jpg' });
      const resumable = new ResumableClient(client);
      const location = await resumable.begin();
      breakIt(database);
      expect((await resumable.append(location, 0, BYTES)).status).toBe(503);
      expect(await filesBelow(path.join(dataDir, 'originals'))).toEqual(['ada/2024/05/other.jpg']);
      expect(await resumable.offsetOf(location)).toBe(BYTES.length);
      mend(database);
      const last = await resumable.append(location, BYTES.length, undefined);
      expect(last).toMatchObject({ status: 201, body: { checksum: sha1(BYTES, 'base64') } });
      expect(await filesBelow(path.join(dataDir, 'uploads'))).toEqual([]);
      expect(await filesBelow(path.join(dataDir, 'originals'))).toContain('ada/2024/05/IMG_0001.mp4');
    } finally {
      database.close();
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});
