import type { FastifyInstance } from 'fastify';

/**
 * Says once that somebody whom the server does not believe says for whom they ask: mostly it is the operator's own proxy, and
 * all who come through it share its limit on failed sign-ins, and get cookies that are not `Secure`.
 */
export function warnOfUnbelievedProxy(app: FastifyInstance): void {
  let isSaid = false;
  app.addHook('onRequest', (request, _reply, done) => {
    // Where the sender is believed, others are named beside it.
    const isBelieved = (request.ips?.length ?? 1) > 1;
    if (!isSaid && request.headers['x-forwarded-for'] !== undefined && !isBelieved) {
      isSaid = true;
      request.log.warn(
        { from: request.socket.remoteAddress },
        'X-Forwarded-For comes from an address that is not believed; if it is your proxy, set KEEPSAKE_TRUSTED_PROXIES to it',
      );
    }
    done();
  });
}
