import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { BackupError, Cancelled, CancelSource } from '@keepsake/engine';
import type { HttpBody, HttpRequest, HttpTransport } from '@keepsake/remote';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openNodeHttpTransport } from './node-http-transport.ts';
import {
  codeOf,
  listen,
  openFetchTransport,
  openTransport,
  serve,
  serveTcp,
} from '../testing/servers-and-transports.ts';

const live = (): CancelSource => new CancelSource();
const chunk = Buffer.alloc(65_536, 'photo');

/** A body of so many bytes, that counts how far it was read and whether it was let go. */
function source(sizeBytes: number, onChunk: (readBytes: number) => unknown = () => undefined) {
  const seen = { readBytes: 0, isReleased: false };
  const body: HttpBody = {
    kind: 'stream',
    contentType: 'application/octet-stream',
    sizeBytes,
    read: async function* () {
      try {
        for (let start = 0; start < sizeBytes; start += chunk.length) {
          await onChunk(start);
          const next = chunk.subarray(0, Math.min(chunk.length, sizeBytes - start));
          seen.readBytes += next.length;
          yield next;
        }
      } finally {
        seen.isReleased = true;
      }
    },
  };
  return { body, seen };
}

const get = (url: string): HttpRequest => ({ method: 'GET', url, headers: {}, body: { kind: 'none' } });
const post = (url: string, body: HttpBody, onBytesSent?: (bytes: number) => void): HttpRequest => ({
  method: 'POST',
  url,
  headers: {},
  body,
  ...(onBytesSent !== undefined && { onBytesSent }),
});
const exchange = async (
  transport: HttpTransport,
  request: HttpRequest,
  signal = live(),
): Promise<[number, string]> => {
  const answer = await transport.send(request, signal);
  return [answer.status, await answer.text(1000)];
};
describe.each([
  ['node:http', openTransport],
  ['fetch', openFetchTransport],
] as const)('an HttpTransport over %s', (_name, open) => {
  it('[U1] [U3] sends a stream with its exact length, and tells how far it is', async () => {
    const url = await serve((request, response) => {
      let sizeBytes = 0;
      request.on('data', (data: Buffer) => (sizeBytes += data.length));
      request.on('end', () => {
        response.writeHead(201, { 'x-seen': 'yes' });
        response.end(
          `${request.headers['content-length']} ${request.headers['transfer-encoding']} ${sizeBytes}`,
        );
      });
    });
    const told: number[] = [];
    const answer = await open().send(
      post(url, source(1_000_000).body, (bytes) => void told.push(bytes)),
      live(),
    );

    expect([answer.status, answer.header('X-Seen'), answer.header('x-none')]).toEqual([
      201,
      'yes',
      undefined,
    ]);
    expect(await answer.text(1000)).toBe('1000000 undefined 1000000');
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(1_000_000);
  });

  it('[U3] reads no more of the source than a slow server takes', async () => {
    const url = await serve(() => undefined);
    const { body, seen } = source(256 * 1024 * 1024);

    expect(await codeOf(exchange(open(120), post(url, body)))).toBe('timeout');
    expect(seen.readBytes).toBeLessThan(32 * 1024 * 1024);
    expect(seen.isReleased).toBe(true);
  });

  it('[U6] gives up a server that is silent before, and one that is silent within its answer', async () => {
    expect(await codeOf(exchange(open(120), get(await serve(() => undefined))))).toBe('timeout');
    const url = await serve((_request, response) => void response.writeHead(200).write('half'));
    expect(await codeOf(exchange(open(120), get(url)))).toBe('timeout');
  });

  it('[U6] does not give up a server that is slow but moves', async () => {
    const url = await serve((_request, response) => {
      void (async () => {
        for (let byte = 0; byte < 8; byte += 1) {
          response.write('.');
          await sleep(50);
        }
        response.end();
      })();
    });
    expect(await exchange(open(200), get(url))).toEqual([200, '........']);
  });

  it('[U7] ends with the reason of the signal, while it sends, waits or reads', async () => {
    const whileSending = new CancelSource();
    const { body, seen } = source(100_000_000);
    const reason = new Cancelled('enough');
    const cut = Promise.withResolvers<undefined>();
    const url = await serve((request) => {
      request.on('close', () => {
        cut.resolve(undefined);
      });
      request.resume();
    });
    const onBytesSent = (bytes: number): void => {
      if (bytes > 5_000_000) whileSending.cancel(reason);
    };
    await expect(exchange(open(), post(url, body, onBytesSent), whileSending)).rejects.toBe(reason);
    await cut.promise;
    expect(seen.readBytes).toBeLessThan(100_000_000);

    const whileWaiting = new CancelSource();
    const waiting = await serve(() => {
      whileWaiting.cancel(reason);
    });
    await expect(exchange(open(), get(waiting), whileWaiting)).rejects.toBe(reason);

    const whileReading = new CancelSource();
    const half = await serve((_request, response) => void response.writeHead(200).write('half'));
    const answer = await open().send(get(half), whileReading);
    const text = answer.text(1000);
    whileReading.cancel(reason);
    await expect(text).rejects.toBe(reason);
  });

  it('[U7] ends at once although the source is stuck', async () => {
    const signal = new CancelSource();
    const url = await serve((request) => {
      request.resume();
    });
    const { body } = source(1_000_000, (readBytes) => {
      if (readBytes === 0) return;
      signal.cancel();
      return new Promise(() => undefined);
    });
    await expect(exchange(open(), post(url, body), signal)).rejects.toBeInstanceOf(Cancelled);
  });

  it('[U6] passes on what the source throws, and the server sees no whole request', async () => {
    let isWhole = false;
    const url = await serve((request, response) => {
      request.resume();
      request.on('end', () => {
        isWhole = true;
        response.end();
      });
    });
    const broken = new BackupError('read-failed', 'the disk is broken');
    const { body } = source(1_000_000, (readBytes) => {
      if (readBytes > 300_000) throw broken;
    });

    await expect(exchange(open(), post(url, body))).rejects.toBe(broken);
    expect(isWhole).toBe(false);
  });

  it('[E6] refuses an answer that is too long', async () => {
    const url = await serve((_request, response) => void response.end('x'.repeat(1001)));
    expect(await codeOf(exchange(open(), get(url)))).toBe('bad-answer');
  });

  it.each([
    ['is cut before its head', 'network', ''],
    ['is cut within', 'network', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf'],
  ])('[E1] answers %s: %s', async (_what, code, bytes) => {
    const url = await serveTcp((socket) => socket.once('data', () => socket.end(bytes)));
    expect(await codeOf(exchange(open(), get(url)))).toBe(code);
  });

  it('[E1] a closed port is the network', async () => {
    expect(await codeOf(exchange(open(), get('http://127.0.0.1:1/')))).toBe('network');
  });
});

describe('openNodeHttpTransport', () => {
  it('[D6] hears an answer that comes before all was sent, although the server then closes', async () => {
    const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\nConnection: close\r\n\r\nduplicate';
    const url = await serveTcp((socket) =>
      socket.once('data', () => {
        socket.write(answer);
        // With bytes unread, closing is a reset. It follows the answer one turn of the event loop later.
        setImmediate(() => setImmediate(() => void socket.resetAndDestroy()));
      }),
    );
    const transport = openTransport();
    for (let round = 0; round < 50; round += 1) {
      const { body, seen } = source(50_000_000);
      expect(await exchange(transport, post(url, body))).toEqual([200, 'duplicate']);
      expect(seen.readBytes).toBeLessThan(50_000_000);
    }
  });

  it('[U6] sends again what crossed the closing of an idle connection, and tells no progress twice', async () => {
    let connections = 0;
    const url = await serveTcp((socket) => {
      connections += 1;
      const isFirst = connections === 1;
      let requests = 0;
      socket.on('data', (data) => {
        if (/^(GET|POST) /.test(data.toString('latin1'))) requests += 1;
        if (isFirst && requests === 2) socket.resetAndDestroy();
        else if (requests === 1) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      });
    });
    const transport = openTransport();
    const told: number[] = [];

    expect(await exchange(transport, get(url))).toEqual([200, 'ok']);
    const { body } = source(1000);
    expect(
      await exchange(
        transport,
        post(url, body, (bytes) => void told.push(bytes)),
      ),
    ).toEqual([200, 'ok']);
    expect(connections).toBe(2);
    expect(told).toEqual([1000]);
  });

  it('[E1] sends nothing again when the connection was new', async () => {
    let connections = 0;
    const url = await serveTcp((socket) => {
      connections += 1;
      socket.once('data', () => socket.resetAndDestroy());
    });
    expect(await codeOf(exchange(openTransport(), get(url)))).toBe('network');
    expect(connections).toBe(1);
  });

  it('[E1] takes what is not HTTP for a bad answer, and a broken TLS for the network', async () => {
    const url = await serveTcp((socket) => socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.2\r\n')));
    expect(await codeOf(exchange(openTransport(), get(url)))).toBe('bad-answer');
    expect(await codeOf(exchange(openTransport(), get(url.replace('http:', 'https:'))))).toBe('network');
  });

  it('[U6] keeps connections for the next request, no more than it was told', async () => {
    let connections = 0;
    const server = createServer((request, response) => {
      request.resume();
      request.on('end', () => void response.end('ok'));
    });
    server.on('connection', () => (connections += 1));
    const url = await listen(server);
    const transport = openNodeHttpTransport({ maxConnections: 3 });
    onTestFinished(() => {
      transport.close();
    });

    for (let round = 0; round < 5; round += 1) {
      await Promise.all(
        Array.from({ length: 8 }, () => exchange(transport, post(url, source(300_000).body))),
      );
    }
    expect(connections).toBe(3);
  });

  it('[U7] lets go of everything: signal, source, sockets', async () => {
    let listeners = 0;
    const signal = {
      aborted: false,
      reason: undefined,
      addEventListener: () => void (listeners += 1),
      removeEventListener: () => void (listeners -= 1),
    };
    const closed = Promise.withResolvers<undefined>();
    const server = createServer((request, response) => {
      request.resume();
      if (request.url === '/cut') request.socket.destroy();
      else request.on('end', () => void response.end('ok'));
    });
    server.on('connection', (socket) => socket.on('close', () => void closed.resolve(undefined)));
    const url = await listen(server);
    const transport = openTransport();
    const { body, seen } = source(300_000);

    const answer = await transport.send(post(url, body), signal);
    await answer.text(1000);
    await expect(transport.send(get(`${url}cut`), signal)).rejects.toMatchObject({ code: 'network' });
    transport.close();
    await closed.promise;

    expect(listeners).toBe(0);
    expect(seen.isReleased).toBe(true);
  });
});
