import { connect } from 'node:net';

/** A server that is given all it will get must answer or hang up within this. */
const PATIENCE_MS = 10_000;

export type Outcome =
  | { readonly kind: 'answered'; readonly status: number }
  /** The connection was closed without a whole status line. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'hung' };

/** Sends bytes over a connection of their own, ends its own side, and waits for the end of the other. */
export function exchange(url: string, bytes: Buffer): Promise<Outcome> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let text = '';
    const socket = connect({ host: hostname, port: Number(port) }, () => socket.end(bytes));
    const finish = (outcome: Outcome): void => {
      clearTimeout(patience);
      socket.destroy();
      resolve(outcome);
    };
    const patience = setTimeout(() => finish({ kind: 'hung' }), PATIENCE_MS);
    socket.on('data', (chunk) => {
      // The first kilobytes tell the status; the rest of a download is nobody's business here.
      if (text.length < 4096) text += chunk.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status));
      const status = statuses.find((found) => found >= 200);
      finish(status === undefined ? { kind: 'closed' } : { kind: 'answered', status });
    });
  });
}
