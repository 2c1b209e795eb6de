import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Cancelled, CancelSource } from '@keepsake/engine';
import type { HttpRequest } from '@keepsake/remote';
import { describe, expect, it } from 'vitest';
import {
  codeOf,
  openFetchTransport,
  openTransport,
  serve,
  serveTcp,
} from '../testing/servers-and-transports.ts';

const live = (): CancelSource => new CancelSource();
const ask = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  headers: {},
  body: { kind: 'none' },
  ...more,
});
async function sizeOf(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let sizeBytes = 0;
  for await (const chunk of chunks) sizeBytes += chunk.length;
  return sizeBytes;
}

describe.each([
  ['node:http', openTransport],
  ['fetch', openFetchTransport],
] as const)('an HttpTransport over %s', (_name, open) => {
  it('[V3] hands out an answer as it comes, no further than it is read', async () => {
    let writtenBytes = 0;
    const url = await serve((_request, response) => {
      const chunk = Buffer.alloc(65_536);
      response.writeHead(200, { 'content-length': 4000 * chunk.length });
      const more = (): void => {
        while (writtenBytes < 4000 * chunk.length) {
          writtenBytes += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    });
    const answer = await open().send(ask(url), live());
    let readBytes = 0;
    for await (const chunk of answer.bytes()) {
      if (readBytes === 0) await sleep(50);
      readBytes += chunk.length;
      expect(writtenBytes - readBytes).toBeLessThan(32 * 1024 * 1024);
    }
    expect(readBytes).toBe(4000 * 65_536);
  });

  it('[V3] ends the request when the reader leaves early, and goes on with the next', async () => {
    const left = Promise.withResolvers<undefined>();
    const url = await serve((request, response) => {
      if (request.url === '/next') return void response.end('next');
      response.on('close', () => {
        left.resolve(undefined);
      });
      const flood = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
        if (!response.destroyed) response.once('drain', flood);
      };
      flood();
    });
    const transport = open();
    const answer = await transport.send(ask(url), live());
    for await (const chunk of answer.bytes()) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    await left.promise;
    expect(await (await transport.send(ask(`${url}next`), live())).text(10)).toBe('next');
  });

  it('[V3] [U6] tells a body that is cut from one that stalls', async () => {
    const cutting = await serveTcp((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf')),
    );
    const cut = await open().send(ask(cutting), live());
    expect(await codeOf(sizeOf(cut.bytes()))).toBe('network');
    const stalling = await serve((_request, response) => void response.writeHead(200).write('half'));
    const stalled = await open(120).send(ask(stalling), live());
    expect(await codeOf(sizeOf(stalled.bytes()))).toBe('timeout');
  });

  it('[U6] waits for no text that trickles for ever', async () => {
    let isLeft = false;
    const trickling = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{');
      const drip = setInterval(() => response.write(' '), 10);
      response.on('close', () => {
        isLeft = true;
        clearInterval(drip);
      });
    });
    const answer = await open(60).send(ask(trickling), live());
    expect(await codeOf(answer.text(1_000_000))).toBe('timeout');
    await expect.poll(() => isLeft).toBe(true);
  });

  it('[U6] does not take a slow reader for a stall', async () => {
    const url = await serve((_request, response) => void response.end(Buffer.alloc(5_000_000)));
    const answer = await open(60).send(ask(url), live());
    let readBytes = 0;
    for await (const chunk of answer.bytes()) {
      if (readBytes === 0) await sleep(200);
      readBytes += chunk.length;
    }
    expect(readBytes).toBe(5_000_000);
  });

  it('[U7] ends a body with the reason of the signal', async () => {
    const url = await serve((_request, response) => void response.writeHead(200).write('half'));
    const source = new CancelSource();
    const reason = new Cancelled('enough');
    const answer = await open().send(ask(url), source);
    const reading = sizeOf(answer.bytes());
    source.cancel(reason);
    await expect(reading).rejects.toBe(reason);
  });

  it('[U4] asks with HEAD and OPTIONS, whose answers have headers alone', async () => {
    const seen: unknown[] = [];
    const url = await serve((request, response) => {
      seen.push(request.method);
      response.writeHead(204, { 'upload-offset': '7' }).end();
    });
    const transport = open();
    for (const method of ['HEAD', 'OPTIONS'] as const) {
      const answer = await transport.send(ask(url, { method }), live());
      expect([answer.status, answer.header('upload-offset'), await answer.text(10)]).toEqual([204, '7', '']);
    }
    expect(seen).toEqual(['HEAD', 'OPTIONS']);
  });

  it('[U4] reads over interim answers', async () => {
    const url = await serve(async (request, response) => {
      const whole = once(request.resume(), 'end');
      for (const offset of ['1', '2']) {
        response.writeInformation(104, { 'upload-offset': offset });
        await sleep(5);
      }
      await whole;
      response.writeHead(201, { 'upload-complete': '?1' }).end('done');
    });
    const body = {
      kind: 'stream',
      contentType: 'application/partial-upload',
      sizeBytes: 5,
      read: async function* () {
        await Promise.resolve();
        yield Buffer.from('bytes');
      },
    } as const;
    const answer = await open().send(ask(url, { method: 'PATCH', body }), live());
    expect([answer.status, answer.header('upload-complete'), await answer.text(10)]).toEqual([
      201,
      '?1',
      'done',
    ]);
  });

  it('[V1] waits longer for a request that says so', async () => {
    const url = await serve(async (_request, response) => {
      await sleep(300);
      response.end('read again');
    });
    const transport = open(60);
    expect(await codeOf(transport.send(ask(url), live()))).toBe('timeout');
    const answer = await transport.send(ask(url, { morePatienceMs: 5000 }), live());
    expect(await answer.text(10)).toBe('read again');
  });
});
