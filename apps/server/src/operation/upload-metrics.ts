import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Counter, type Registry } from 'prom-client';

const WAYS = ['multipart', 'resumable'] as const;
const OUTCOMES = ['created', 'duplicate', 'refused', 'failed'] as const;

type Way = (typeof WAYS)[number];
type Outcome = (typeof OUTCOMES)[number];

/** Counts uploads by what was answered to them. All series stand at 0 from the start, so that the first event is a rise. */
export function measureUploads(app: FastifyInstance, registry: Registry): void {
  const uploads = new Counter({
    name: 'keepsake_uploads_total',
    help: 'Uploads that were kept (created, duplicate), and attempts that were refused (4xx) or failed (5xx).',
    labelNames: ['way', 'outcome'],
    registers: [registry],
  });
  for (const way of WAYS) for (const outcome of OUTCOMES) uploads.inc({ way, outcome }, 0);
  app.addHook('onResponse', (request, reply, done) => {
    const way = wayOf(request);
    const outcome = outcomeOf(way, reply);
    if (way !== undefined && outcome !== undefined) uploads.inc({ way, outcome });
    done();
  });
}

function wayOf({ method, routeOptions: { url } }: FastifyRequest): Way | undefined {
  switch (`${method} ${url}`) {
    case 'POST /api/assets':
      return 'multipart';
    case 'POST /api/uploads':
    case 'PATCH /api/uploads/:id':
      return 'resumable';
    default:
      return undefined;
  }
}

/** Undefined: it goes on. What broke off has no answer, and does not come here. */
function outcomeOf(way: Way | undefined, reply: FastifyReply): Outcome | undefined {
  const { statusCode } = reply;
  if (statusCode >= 400) return statusCode >= 500 ? 'failed' : 'refused';
  if (way === 'resumable' && reply.getHeader('upload-complete') !== '?1') return undefined;
  return statusCode === 201 ? 'created' : 'duplicate';
}
