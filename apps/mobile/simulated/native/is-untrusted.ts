import { connect } from 'node:tls';

/** Asked as both platforms ask: by a handshake with whoever is there. */
export const isUntrusted = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: port === '' ? 443 : Number(port) });
    const answer = (is: boolean): void => {
      socket.destroy();
      resolve(is);
    };
    socket.once('secureConnect', () => answer(false));
    socket.once('error', (error: NodeJS.ErrnoException) => answer(/CERT/.test(error.code ?? '')));
  });
