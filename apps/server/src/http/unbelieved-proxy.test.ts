import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { openTestServer } from '../testing/test-server.ts';

it.each([
  ['nobody', [], 1],
  ['another address', ['198.51.100.1'], 1],
  ['the proxy', ['127.0.0.1'], 0],
])(
  'says once that X-Forwarded-For is not believed, where the server believes %s',
  async (_who, trusted, times) => {
    let log = '';
    const logStream = new Writable({
      write(chunk, _encoding, done) {
        log += String(chunk);
        done();
      },
    });
    const server = await openTestServer({ logLevel: 'warn', trustedProxies: trusted }, { logStream });
    try {
      await server.client.get('/server/ping');
      expect(log).not.toContain('KEEPSAKE_TRUSTED_PROXIES');
      for (let n = 0; n < 3; n += 1)
        await server.client.get('/server/ping', { 'x-forwarded-for': '203.0.113.7' });
      expect(log.split('KEEPSAKE_TRUSTED_PROXIES').length - 1).toBe(times);
    } finally {
      await server.close();
    }
  },
);
