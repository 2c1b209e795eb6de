import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CancelSource } from '@keepsake/engine';
import { discoverServer } from '@keepsake/remote';
import { OWN_CERTIFICATE } from '@keepsake/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNodeHttpTransport } from './node-http-transport.ts';

describe('a server whose certificate is signed by itself', () => {
  const server = createServer(OWN_CERTIFICATE, (_request, response) => response.end('hello'));
  const transport = openNodeHttpTransport();
  let url = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    transport.close();
    server.close();
  });

  it('[E1] is not sent anything, and is no server that is away', async () => {
    const request = { method: 'GET', url, headers: {}, body: { kind: 'none' } } as const;
    await expect(transport.send(request, new CancelSource())).rejects.toMatchObject({
      code: 'untrusted-server',
    });
    expect(await discoverServer(transport, url, new CancelSource())).toEqual({
      kind: 'untrusted',
      detail: 'No safe connection to the server: its certificate is signed by itself alone',
    });
  });

  // Where OpenSSL looks for the authorities of the computer can be set for a process on Linux alone.
  it.runIf(process.platform === 'linux')('is trusted where this computer trusts it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'keepsake-trust-'));
    try {
      await writeFile(join(folder, 'trusted.pem'), OWN_CERTIFICATE.cert);
      const script = `
        import { CancelSource } from '@keepsake/engine';
        import { openNodeHttpTransport } from '${join(import.meta.dirname, 'node-http-transport.ts')}';
        const transport = openNodeHttpTransport();
        const answer = await transport.send({ method: 'GET', url: '${url}', headers: {}, body: { kind: 'none' } }, new CancelSource());
        console.log(await answer.text(100));
        transport.close();`;
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--input-type=module', '--eval', script],
        {
          cwd: import.meta.dirname,
          env: { ...process.env, SSL_CERT_FILE: join(folder, 'trusted.pem') },
        },
      );
      expect(stdout).toBe('hello\n');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
