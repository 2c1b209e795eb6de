import type { FastifyInstance } from 'fastify';
import { Counter, Histogram, type Registry } from 'prom-client';
import { countTraffic } from './traffic.ts';
import { measureUploads } from './upload-metrics.ts';

/** Seconds: from a question answered from memory to a long video over a slow line. */
const DURATION_BUCKETS = [0.01, 0.05, 0.25, 1, 5, 30, 300];

const SIGN_INS = ['/api/auth/login', '/api/auth/change-password'];

/** Counts what the app answers. By route, never by address: an address may hold a session key or a name. */
export function measureHttp(app: FastifyInstance, registry: Registry): void {
  const requests = new Counter({
    name: 'keepsake_http_requests_total',
    help: 'Requests answered, by route (none: no such address).',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'keepsake_http_request_duration_seconds',
    help: 'From the head of a request to the end of its answer.',
    labelNames: ['method', 'route'],
    buckets: DURATION_BUCKETS,
    registers: [registry],
  });
  // A series of `requests` begins with its first event, which no alert on a rise would see: these begin at 0.
  const errors = new Counter({
    name: 'keepsake_server_errors_total',
    help: 'Requests that the server failed (5xx); /healthz, which reports, is not one.',
    registers: [registry],
  });
  const limited = new Counter({
    name: 'keepsake_sign_ins_limited_total',
    help: 'Sign-ins that were not tried, because too many had failed.',
    registers: [registry],
  });
  app.addHook('onResponse', (request, reply, done) => {
    const where = { method: request.method, route: request.routeOptions.url ?? 'none' };
    requests.inc({ ...where, status: reply.statusCode });
    durations.observe(where, reply.elapsedTime / 1000);
    if (reply.statusCode >= 500 && where.route !== '/healthz') errors.inc();
    if (reply.statusCode === 429 && SIGN_INS.includes(where.route)) limited.inc();
    done();
  });

  measureUploads(app, registry);
  const traffic = countTraffic(app.server);
  addTotal(registry, 'keepsake_received_bytes_total', 'Bytes received over all connections.', () => {
    return traffic().receivedBytes;
  });
  addTotal(registry, 'keepsake_sent_bytes_total', 'Bytes sent over all connections.', () => {
    return traffic().sentBytes;
  });
}

/** A counter whose total is known elsewhere. */
function addTotal(registry: Registry, name: string, help: string, total: () => number): void {
  new Counter({
    name,
    help,
    registers: [registry],
    collect() {
      this.reset();
      this.inc(total());
    },
  });
}
