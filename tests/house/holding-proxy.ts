import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands between an agent and a server, and keeps large uploads waiting in their middle until it is told. */
export interface HoldingProxy {
  readonly url: string;
  /** Resolves when so many uploads wait. */
  untilHolding(count: number): Promise<void>;
  /** How many bytes were passed on to the server. */
  bytesSent(): number;
  /** Lets go of what waits, and holds nothing from now on. */
  release(): void;
  /** Loses what waits, as a network does that goes away, and holds nothing from now on. */
  lose(): void;
  close(): void;
}

/** More than any request here has that is no upload of a large file. */
const HELD_AFTER_BYTES = 128 * 1024;

/** Opens a proxy on loopback that passes all bytes on, but holds each connection that sends much. */
export async function openHoldingProxy(
  serverUrl: string,
  heldAfterBytes = HELD_AFTER_BYTES,
): Promise<HoldingProxy> {
  const { hostname, port } = new URL(serverUrl);
  const sockets = new Set<Socket>();
  const held = new Set<Socket>();
  let isHolding = true;
  let totalBytes = 0;
  let wake = (): void => undefined;

  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => other.destroy());
    }
    upstream.pipe(client);
    let bytesSent = 0;
    client.on('data', (chunk) => {
      upstream.write(chunk);
      bytesSent += chunk.byteLength;
      totalBytes += chunk.byteLength;
      if (!isHolding || bytesSent < heldAfterBytes) return;
      client.pause();
      held.add(client);
      wake();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    untilHolding: (count) =>
      new Promise((resolve) => {
        wake = () => {
          if (held.size >= count) resolve();
        };
        wake();
      }),
    bytesSent: () => totalBytes,
    release() {
      isHolding = false;
      for (const client of held) client.resume();
    },
    lose() {
      isHolding = false;
      for (const client of held) client.destroy();
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
