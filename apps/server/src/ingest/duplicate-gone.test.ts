import { expect, it } from 'vitest';
import { openTestServer } from '../testing/test-server.ts';

it('[H1][H2] keeps an upload anew whose original is deleted for good while it is compared with it', async () => {
  let beforeAnswer = (): Promise<unknown> => Promise.resolve();
  const server = await openTestServer(
    {},
    {
      decorateStore: (store) => {
        const sizeOf = store.sizeOf.bind(store);
        store.sizeOf = async (path) => {
          const sizeBytes = await sizeOf(path);
          await beforeAnswer();
          return sizeBytes;
        };
        return store;
      },
    },
  );
  try {
    const upload = { bytes: 'comes again', fileName: 'again.jpg' };
    const first = await server.client.upload(upload);
    beforeAnswer = async () => {
      beforeAnswer = () => Promise.resolve();
      await server.client.send('DELETE', '/assets', { ids: [first.body.id], force: true });
      await expect.poll(() => server.rowCount('assets')).toBe(0);
    };
    const again = await server.client.upload(upload);
    expect(again).toMatchObject({ status: 201, body: { status: 'created' } });
    expect(again.body.id).not.toBe(first.body.id);
    expect(await (await server.client.download(again.body.id)).text()).toBe(upload.bytes);
    expect(await server.staged()).toEqual([]);
  } finally {
    await server.close();
  }
});
