import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands between an agent and a server, and keeps large uploads waiting in their middle until it is told. */
export interface HoldingProxy {
  readonly url: string;
  /** Resolves when so many uploads wait. */
  untilHolding(count: number): Promise<void>;
  /** Lets go of what waits, and holds nothing from now on. */
  release(): void;
  close(): void;
}

/** More than any request here has that is no upload of a large file. */
const HELD_AFTER_BYTES = 128 * 1024;

/** Opens a proxy on loopback that passes all bytes on, but holds each connection that sends much. */
export async function openHoldingProxy(serverUrl: string): Promise<HoldingProxy> {
  const { hostname, port } = new URL(serverUrl);
  const sockets = new Set<Socket>();
  const held = new Set<Socket>();
  let isHolding = true;
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
      if (!isHolding || bytesSent < HELD_AFTER_BYTES) return;
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
    release() {
      isHolding = false;
      for (const client of held) client.resume();
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
