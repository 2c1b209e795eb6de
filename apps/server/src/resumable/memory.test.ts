import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { assetHeader, ResumableClient } from '../testing/resumable-client.ts';
import { openTestServer } from '../testing/test-server.ts';

const CHUNK = Buffer.alloc(1024 * 1024, 'memory');

/** Sends so many chunks in one request; calls `sent` after each. */
async function upload(resumable: ResumableClient, name: string, chunks: number, sent: () => void) {
  const hash = createHash('sha1');
  const { request, answer } = resumable.open('POST', '/api/uploads', {
    'content-length': String(chunks * CHUNK.length + name.length),
    'upload-complete': '?1',
    'x-keepsake-asset': assetHeader({ fileName: `${name}.mp4` }),
  });
  for (let n = 0; n < chunks; n++) {
    hash.update(CHUNK);
    if (!request.write(CHUNK)) await new Promise((resolve) => request.once('drain', resolve));
    sent();
  }
  request.end(name);
  hash.update(name);
  return { answer: await answer, checksum: hash.digest('base64') };
}

it('[H10] takes an upload of 300 MiB, and eight at once, with a small part of them in memory', async () => {
  const server = await openTestServer({ minFreeBytes: 0 });
  try {
    const resumable = new ResumableClient(server.client);
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const measure = (): void => void (most = Math.max(most, process.memoryUsage().arrayBuffers - before));
    const large = await upload(resumable, 'large', 300, measure);
    expect(large.answer).toMatchObject({ status: 201, body: { checksum: large.checksum } });
    const many = Array.from({ length: 8 }, (_, n) => upload(resumable, `many-${n}`, 12, measure));
    for (const { answer, checksum } of await Promise.all(many))
      expect(answer).toMatchObject({ status: 201, body: { checksum } });
    expect(most).toBeLessThan((300 * CHUNK.length) / 3);
  } finally {
    await server.close();
  }
});
