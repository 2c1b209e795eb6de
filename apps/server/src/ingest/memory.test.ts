import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { BOUNDARY, DATES, openRaw, part, uploadHead } from '../testing/raw-request.ts';
import { openTestServer } from '../testing/test-server.ts';

const CHUNK = Buffer.alloc(1024 * 1024, 'memory');
const CHUNKS = 192;

it('[H10] takes a file of 192 MiB with a small part of it in memory', async () => {
  const server = await openTestServer();
  try {
    const head = DATES + part('assetData', '', 'big.mp4').slice(0, -2);
    const tail = `\r\n--${BOUNDARY}--\r\n`;
    const raw = await openRaw(server);
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const hash = createHash('sha1');
    raw.write(uploadHead(server, head.length + CHUNKS * CHUNK.length + tail.length) + head);
    for (let sent = 0; sent < CHUNKS; sent++) {
      hash.update(CHUNK);
      if (!raw.socket.write(CHUNK)) await new Promise((resolve) => raw.socket.once('drain', resolve));
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }
    raw.write(tail);
    const answer = await raw.until('}');
    expect(answer).toMatch(/^HTTP\/1\.1 201 /);
    expect(answer).toContain(hash.digest('base64'));
    expect(most).toBeLessThan((CHUNKS * CHUNK.length) / 2);
    raw.socket.destroy();
  } finally {
    await server.close();
  }
});
