import { createHash } from 'node:crypto';
import {
  BackupError,
  CancelSource,
  type Checksum,
  type DeviceAssetId,
  type DeviceId,
} from '@keepsake/engine';
import { createFetchTransport, createRemote, type HttpRequest, type HttpTransport } from '@keepsake/remote';
import { platformOfNode, sendJson } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import {
  FILE,
  NEVER,
  ok,
  openServer,
  openTransfers,
  requestTo,
  untilTrue,
  URI,
} from '../../../simulated/native/open-transfers.ts';

const FEATURES = {
  version: '0.1.0',
  albumsByName: true,
  existDetails: true,
  resumableUpload: true,
  verify: true,
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
    const { openProcess } = openTransfers();
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
    const { openProcess, transfers } = openTransfers();
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

  it('[B4] counts what the server took, and nothing else', async () => {
    let status = 204;
    const { url } = await openServer((_each, response) => response.writeHead(status).end());
    const { phone, transport } = openTransfers().openProcess();
    await transport.send(requestTo(url), NEVER);
    expect(phone.takenCount()).toBe(1);
    status = 503;
    await transport.send(requestTo(url), NEVER);
    expect(phone.takenCount()).toBe(1);
  });

  it('[U7] stops at once when the person says so', async () => {
    const { url } = await openServer(() => undefined);
    const { openProcess } = openTransfers();
    const { phone, transport, native } = openProcess();
    const signal = new CancelSource();
    const sending = transport.send(requestTo(url), signal);
    await untilTrue(async () => (await native.listTransfers()).length === 1);
    signal.cancel('enough');
    await expect(sending).rejects.toBe('enough');
    await untilTrue(async () => (await native.listTransfers())[0]?.state === 'ended');
    expect(phone.isInTransfer(URI)).toBe(false);
  });

  it.each(['network', 'cancelled'] as const)('[E1] says what went wrong (%s)', async (code) => {
    const { url } = await openServer((each) => {
      if (code === 'network') each.request.socket.destroy();
    });
    const { openProcess } = openTransfers('now');
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
    const { openProcess } = openTransfers();
    const request: HttpRequest = { method: 'GET', url: 'http://x', headers: {}, body: { kind: 'none' } };
    await expect(openProcess().transport.send(request, NEVER)).rejects.toThrow('this goes by itself');
  });

  it('[E1] makes room on a full phone, and sends, where a transfer could not be noted or its body not be copied', async () => {
    const { url, received } = await openServer(ok);
    const { openProcess } = openTransfers();
    const room = { left: 2, madeCount: 0 };
    const { transport, native } = openProcess({
      makeRoom: async () => {
        room.madeCount += 1;
        return (room.left -= 1) >= 0;
      },
    });
    const enqueue = native.enqueueTransfer;
    let attempts = 0;
    native.enqueueTransfer = async (request) => {
      attempts += 1;
      if (attempts === 1) throw new BackupError('device-full', 'the transfer could not be written down');
      await enqueue(request);
      // As iOS does, which copies a body behind the caller.
      if (attempts === 2) await native.endTransfer(request.id, 'no-space');
    };
    expect((await transport.send(requestTo(url), NEVER)).status).toBe(204);
    expect([attempts, room.madeCount, received.length]).toEqual([3, 2, 1]);
    native.enqueueTransfer = async () => {
      throw new BackupError('device-full', 'the transfer could not be written down');
    };
    await expect(transport.send(requestTo(url, { again: 'yes' }), NEVER)).rejects.toMatchObject({
      code: 'device-full',
    });
  });
});

async function* chunked(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}
