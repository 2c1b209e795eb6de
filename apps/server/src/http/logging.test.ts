import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { openTestServer } from '../testing/test-server.ts';

it('writes requests by route, and no secret', async () => {
  let log = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      log += String(chunk);
      done();
    },
  });
  const server = await openTestServer({ logLevel: 'debug' }, { logStream: stream });
  const { token } = server.client;
  await server.client.get(`/users/me?sessionKey=${token}`);
  await server.client.get(`/nothing?apiKey=${token}`);
  await server.close();
  expect(log).toContain('"route":"/api/users/me"');
  expect(log).not.toContain(token);
});
