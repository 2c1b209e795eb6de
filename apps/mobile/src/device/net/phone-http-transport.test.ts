import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Cancelled, CancelSource, type Checksum, type DeviceAssetId, type DeviceId } from '@keepsake/engine';
import { createFetchTransport, createRemote, type HttpRequest, type HttpTransport } from '@keepsake/remote';
import { platformOfNode, sendJson } from '@keepsake/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { FakeTransfers } from '../../../simulated/native/fake-transfers.ts';
import { createPhoneHttpTransport } from './phone-http-transport.ts';

const FILE = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 7) % 251);
const URI = 'file:///tmp/original.jpg';
const NEVER = new CancelSource();
const plain: HttpTransport = { send: () => Promise.reject(new Error('this goes by itself')) };

const FEATURES = {
  version: '0.1.0',
  albumsByName: true,
  existDetails: true,
  resumableUpload: true,
  verify: true,
};

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

interface Received {
  readonly method: string | undefined;
  readonly body: Buffer;
  readonly request: IncomingMessage;
}

async function openServer(answer: (received: Received, response: ServerResponse) => void) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const each = { method: request.method, body: Buffer.concat(chunks), request };
      received.push(each);
      answer(each, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function open(lifetime: 'now' | 'surviving' = 'surviving', nowMs = 1_000) {
  const transfers = new FakeTransfers((uri) => {
    if (uri !== URI) throw new Error(`nothing lies at ${uri}`);
    return FILE;
  });
  const openProcess = () => {
    const native = transfers.open();
    const clock = { now: () => nowMs };
    const phone = createPhoneHttpTransport({ native, plain, clock, lifetimeOf: () => lifetime });
    return { native, phone, transport: phone.of('ada') };
  };
  return { transfers, openProcess };
}

const requestTo = (url: string, headers: Record<string, string> = {}): HttpRequest => ({
  method: 'PATCH',
  url,
  headers,
  body: {
    kind: 'stream',
    contentType: 'application/partial-upload',
    sizeBytes: 100_000,
    read: () => {
      throw new Error('its bytes do not come here');
    },
    pieces: [{ kind: 'file', file: { locate: async () => URI }, fromByte: 50_000, sizeBytes: 100_000 }],
  },
});

const ok = (_received: Received, response: ServerResponse): void => {
  response.writeHead(204, { 'Upload-Offset': '150000' }).end();
};

describe('the transport of a phone', () => {
  it('[U3] has the platform send exactly the form that would be streamed, with its files', async () => {
    const id = '11111111-1111-4111-8111-111111111111';
    const { received, url } = await openServer((each, response) => {
      if (each.request.url === '/api/server/features') sendJson(response, 200, { keepsake: FEATURES });
      else sendJson(response, 201, { id, status: 'created' });
    });
    const checksum = createHash('sha1').update(FILE).digest('hex') as Checksum;
    const streamed: Uint8Array[] = [];
    const { openProcess } = open();
    const { transport } = openProcess();
    const fetching = createFetchTransport(platformOfNode(5_000));
    const both: HttpTransport = {
      async send(request, signal) {
        if (request.body.kind !== 'stream') return fetching.send(request, signal);
        for await (const chunk of request.body.read()) streamed.push(chunk);
        return transport.send(request, signal);
      },
    };
    const remote = createRemote({
      transport: both,
      serverUrl: url,
      credential: { kind: 'session', token: 'secret' },
    });
    const sent: number[] = [];
    const part = {
      fileName: 'Ünï "✓".jpg',
      sizeBytes: FILE.length,
      checksum,
      read: () => chunked(FILE),
      native: { locate: async () => URI },
    };
    const uploading = remote.upload(
      {
        deviceId: 'phone' as DeviceId,
        deviceAssetId: 'a@1' as DeviceAssetId,
        createdAtMs: 1,
        modifiedAtMs: 2,
        isFavorite: true,
        durationMs: undefined,
        original: part,
        motion: undefined,
      },
      { onBytesSent: (bytes) => sent.push(bytes) },
      NEVER,
    );
    await uploading.catch(() => undefined);
    const form = received.find(({ method, body }) => method === 'POST' && body.length > FILE.length)!;
    expect(Buffer.compare(form.body, Buffer.concat(streamed))).toBe(0);
    expect(form.request.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(form.request.headers.authorization).toBe('Bearer secret');
    expect(sent.at(-1)).toBe(FILE.length);
  });

  it('[U4] sends the bytes of a chunk alone, and tells the answer as it came', async () => {
    const { received, url } = await openServer(ok);
    const { openProcess, transfers } = open();
    const { transport, native } = openProcess();
    const answer = await transport.send(requestTo(url), NEVER);
    expect([answer.status, answer.header('Upload-Offset'), await answer.text(0)]).toEqual([
      204,
      '150000',
      '',
    ]);
    expect(Buffer.compare(received[0]!.body, Buffer.from(FILE.subarray(50_000, 150_000)))).toBe(0);
    expect(transfers.requests[0]!.allowsMetered).toBe(false);
    expect(await native.listTransfers()).toEqual([]);
  });

  it('[U7] stops at once when the person says so', async () => {
    const { url } = await openServer(() => undefined);
    const { openProcess } = open();
    const { phone, transport, native } = openProcess();
    const signal = new CancelSource();
    const sending = transport.send(requestTo(url), signal);
    await untilTrue(async () => (await native.listTransfers()).length === 1);
    signal.cancel('enough');
    await expect(sending).rejects.toBe('enough');
    await untilTrue(async () => (await native.listTransfers())[0]?.state === 'ended');
    expect(phone.isInTransfer(URI)).toBe(false);
  });

  it('[B4] leaves a transfer to the platform when the time is over, and the next process takes its answer', async () => {
    let goOn: () => void = () => undefined;
    const { received, url } = await openServer((each, response) => {
      goOn = () => ok(each, response);
    });
    const { openProcess, transfers } = open();
    const first = openProcess();
    const signal = new CancelSource();
    const sending = first.transport.send(requestTo(url, { authorization: 'Bearer one' }), signal);
    await untilTrue(() => received.length === 1);
    signal.cancel(new Cancelled('time is over', 'out-of-time'));
    await expect(sending).rejects.toMatchObject({ why: 'out-of-time' });
    expect(first.phone.isInTransfer(URI)).toBe(true);
    first.native.close();
    const second = openProcess();
    // While it goes on, it is waited for; what it asks for is the same, whatever secret it was signed in with.
    const attached = second.transport.send(requestTo(url, { authorization: 'Bearer two' }), NEVER);
    goOn();
    expect((await attached).status).toBe(204);
    expect([received.length, transfers.requests.length]).toEqual([1, 1]);
  });

  it.each([
    ['yielding', 1],
    ['out-of-time', 2],
  ] as const)(
    '[B2] hands what ends with the process on to the run that takes over, and to nobody else (%s)',
    async (why, sentCount) => {
      let goOn: () => void = () => undefined;
      const { received, url } = await openServer((each, response) => {
        goOn = () => ok(each, response);
      });
      const { openProcess, transfers } = open('now');
      const { phone, transport, native } = openProcess();
      const signal = new CancelSource();
      const sending = transport.send(requestTo(url), signal);
      await untilTrue(() => received.length === 1);
      signal.cancel(new Cancelled('enough', why));
      await expect(sending).rejects.toMatchObject({ why });
      expect(phone.isInTransfer(URI)).toBe(why === 'yielding');
      if (why === 'out-of-time')
        await untilTrue(async () => (await native.listTransfers())[0]?.state === 'ended');
      const again = transport.send(requestTo(url), NEVER);
      await untilTrue(() => received.length === sentCount);
      goOn();
      expect((await again).status).toBe(204);
      expect([received.length, transfers.requests.length]).toEqual([sentCount, sentCount]);
      expect(phone.isInTransfer(URI)).toBe(false);
    },
  );

  it('[B4] takes the answer that came while no process was there', async () => {
    const { received, url } = await openServer(ok);
    const { openProcess } = open();
    const first = openProcess();
    const signal = new CancelSource();
    void first.transport.send(requestTo(url), signal).catch(() => undefined);
    first.native.close();
    await untilTrue(async () => (await first.native.listTransfers())[0]?.state === 'ended');
    const answer = await openProcess().transport.send(requestTo(url), NEVER);
    expect([answer.header('upload-offset'), received.length]).toEqual(['150000', 1]);
  });

  it('gives nobody the answer to another person, who sent the same photo', async () => {
    const { received, url } = await openServer(ok);
    const { openProcess } = open();
    const first = openProcess();
    void first.phone.of('ada').send(requestTo(url), NEVER);
    first.native.close();
    await untilTrue(async () => (await first.native.listTransfers())[0]?.state === 'ended');
    expect((await openProcess().phone.of('ben').send(requestTo(url), NEVER)).status).toBe(204);
    expect(received).toHaveLength(2);
  });

  it('ends what goes on for a person who leaves, and forgets what was answered', async () => {
    const { received, url } = await openServer((each, response) => {
      if (received.length === 1) ok(each, response);
    });
    const { openProcess, transfers } = open();
    const first = openProcess();
    const other = { ...requestTo(url), method: 'POST' as const };
    void first.transport.send(requestTo(url), NEVER).catch(() => undefined);
    first.native.close();
    await untilTrue(async () => (await first.native.listTransfers())[0]?.state === 'ended');
    void first.transport.send(other, NEVER).catch(() => undefined);
    const { native, phone } = openProcess();
    await untilTrue(
      async () => (await native.listTransfers()).map(({ state }) => state).join() === 'ended,running',
    );
    await phone.endAll();
    expect(await native.listTransfers()).toEqual([]);
    expect(transfers.requests).toHaveLength(2);
  });

  it.each([
    ['is a refusal', 503, 1_000],
    ['is too old', 204, 48 * 3_600_000],
  ])('asks again where the answer that was kept %s', async (_what, first, nowMs) => {
    let status = first;
    const { received, url } = await openServer((_each, response) => response.writeHead(status).end());
    const { openProcess, transfers } = open('surviving', nowMs);
    const process = openProcess();
    void process.transport.send(requestTo(url), NEVER).catch(() => undefined);
    process.native.close();
    const onlooker = transfers.open();
    await untilTrue(async () => (await onlooker.listTransfers())[0]?.state === 'ended');
    status = 201;
    expect((await openProcess().transport.send(requestTo(url), NEVER)).status).toBe(201);
    expect(received).toHaveLength(2);
  });

  it('keeps nothing for good of what was cut off, and is asked for no more', async () => {
    const { received, url } = await openServer((each, response) => {
      if (each.request.url === '/other') ok(each, response);
    });
    const { openProcess } = open();
    const { transport, native } = openProcess();
    const signal = new CancelSource();
    const sending = transport.send(requestTo(url), signal);
    await untilTrue(() => received.length === 1);
    signal.cancel('enough');
    await expect(sending).rejects.toBe('enough');
    await untilTrue(async () => (await native.listTransfers())[0]?.state === 'ended');
    await transport.send(requestTo(`${url}/other`), NEVER);
    expect(await native.listTransfers()).toEqual([]);
  });

  it.each(['network', 'cancelled'] as const)('[E1] says what went wrong (%s)', async (code) => {
    const { url } = await openServer((each) => {
      if (code === 'network') each.request.socket.destroy();
    });
    const { openProcess } = open('now');
    const { transport, native } = openProcess();
    const sending = transport.send(requestTo(url), NEVER);
    if (code === 'cancelled') {
      await untilTrue(async () => (await native.listTransfers()).length === 1);
      const [record] = await native.listTransfers();
      await native.cancelTransfers([record!.id]);
    }
    await expect(sending).rejects.toMatchObject({ code: 'network' });
  });

  it('leaves everything without a file to the plain transport', async () => {
    const { openProcess } = open();
    const request: HttpRequest = { method: 'GET', url: 'http://x', headers: {}, body: { kind: 'none' } };
    await expect(openProcess().transport.send(request, NEVER)).rejects.toThrow('this goes by itself');
  });
});

async function* chunked(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

async function untilTrue(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let round = 0; round < 500; round += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => void setTimeout(resolve, 5));
  }
  throw new Error('it does not become so');
}
