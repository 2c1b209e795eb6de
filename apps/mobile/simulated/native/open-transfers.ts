import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CancelSource } from '@keepsake/engine';
import type { HttpRequest, HttpTransport } from '@keepsake/remote';
import { VirtualClock } from '@keepsake/testkit';
import { afterEach } from 'vitest';
import { createPhoneHttpTransport } from '../../src/device/net/phone-http-transport.ts';
import { FakeTransfers } from './fake-transfers.ts';

export const FILE = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 7) % 251);
export const URI = 'file:///tmp/original.jpg';
/** A signal that nobody gives. */
export const NEVER = new CancelSource();
const NO_PLAIN: HttpTransport = { send: () => Promise.reject(new Error('this goes by itself')) };

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

export interface Received {
  readonly method: string | undefined;
  readonly body: Buffer;
  readonly request: IncomingMessage;
}

/** A server on loopback that answers as it is told to, until the test is over. */
export async function openServer(answer: (received: Received, response: ServerResponse) => void) {
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

/** Processes of one phone, one after the other, whose transfers outlive them. */
export function openTransfers(lifetime: 'now' | 'surviving' = 'surviving', nowMs = 1_000) {
  const transfers = new FakeTransfers(
    (uri) => {
      if (uri !== URI) throw new Error(`nothing lies at ${uri}`);
      return FILE;
    },
    () => 1,
  );
  const openProcess = ({
    clock = new VirtualClock(nowMs),
    isPutOff = (): boolean => false,
    lifetimeOf = (): 'now' | 'surviving' => lifetime,
    staysAwake = (): boolean => false,
    makeRoom = async (): Promise<boolean> => false,
    plain = NO_PLAIN,
  } = {}) => {
    const native = transfers.open();
    const phone = createPhoneHttpTransport({
      native,
      plain,
      clock,
      isPutOff,
      lifetimeOf,
      staysAwake,
      makeRoom,
    });
    return { native, phone, transport: phone.of('ada') };
  };
  return { transfers, openProcess };
}

/** A chunk of the file. */
export const requestTo = (url: string, headers: Record<string, string> = {}): HttpRequest => ({
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

/** The answer to a chunk that arrived. */
export const ok = (_received: Received, response: ServerResponse): void => {
  response.writeHead(204, { 'Upload-Offset': '150000' }).end();
};

/** Waits until it is so; throws where it does not become so in some seconds. */
export async function untilTrue(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let round = 0; round < 500; round += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => void setTimeout(resolve, 5));
  }
  throw new Error('it does not become so');
}
