import { expect, it } from 'vitest';
import { ServerError } from '../errors/server-error.ts';
import { filesBelow } from '../testing/files-below.ts';
import { ResumableClient } from '../testing/resumable-client.ts';
import { sha1 } from '../testing/test-client.ts';
import { openTestServer } from '../testing/test-server.ts';

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
          await store.remove(all[1]);
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
