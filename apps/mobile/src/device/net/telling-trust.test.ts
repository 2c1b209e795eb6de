import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { CancelSource } from '@keepsake/engine';
import { createFetchTransport, discoverServer, type HttpRequest } from '@keepsake/remote';
import { OWN_CERTIFICATE, platformOfNode } from '@keepsake/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isUntrusted } from '../../../simulated/native/is-untrusted.ts';
import type { NativeConditions } from '../../../modules/backup-native/src/index.ts';
import { tellingTrust } from './telling-trust.ts';

const WIFI: NativeConditions = {
  network: 'wifi',
  isMetered: false,
  isRoaming: false,
  isLowData: false,
  isCharging: true,
  isLowPower: false,
  batteryLevel: 1,
};

const get = (url: string): HttpRequest => ({ method: 'GET', url, headers: {}, body: { kind: 'none' } });

describe('a phone that cannot connect', () => {
  const asked: string[] = [];
  let conditions = WIFI;
  const transport = tellingTrust(createFetchTransport(platformOfNode(5_000)), {
    readConditions: () => conditions,
    isUntrusted(url) {
      asked.push(url);
      return isUntrusted(url);
    },
  });
  let received = 0;
  const server = createServer(OWN_CERTIFICATE, (_request, response) => {
    received += 1;
    response.end();
  });
  let url = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
  });

  it('[E1] says of a server whose certificate nobody signed that it is not trusted, and sends it nothing', async () => {
    const sending = transport.send(get(`${url}/api/users/me?key=secret`), new CancelSource());
    await expect(sending).rejects.toMatchObject({ code: 'untrusted-server', disposition: 'wait' });
    expect(asked.splice(0)).toEqual([`${url}/`]);
    expect(await discoverServer(transport, url, new CancelSource())).toMatchObject({ kind: 'untrusted' });
    expect(received).toBe(0);
  });

  it('[E1] says of nobody that nobody answers, with and without encryption', async () => {
    for (const address of ['https://127.0.0.1:1', 'http://127.0.0.1:1'])
      await expect(transport.send(get(address), new CancelSource())).rejects.toMatchObject({
        code: 'network',
      });
  });

  it('[E1] asks nobody where there is no network', async () => {
    asked.length = 0;
    conditions = { ...WIFI, network: 'none' };
    await expect(transport.send(get(url), new CancelSource())).rejects.toMatchObject({ code: 'network' });
    expect(asked).toEqual([]);
    conditions = WIFI;
  });

  it('[U7] stops at once while it asks', async () => {
    const signal = new CancelSource();
    const slow = tellingTrust(createFetchTransport(platformOfNode(5_000)), {
      readConditions: () => conditions,
      isUntrusted: () => {
        signal.cancel('enough');
        return new Promise(() => undefined);
      },
    });
    await expect(slow.send(get(url), signal)).rejects.toBe('enough');
  });
});
