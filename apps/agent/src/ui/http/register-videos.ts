import { Readable } from 'node:stream';
import type { AssetId, OpenedPart } from '@keepsake/engine';
import { LOCAL_API } from '@keepsake/protocol/local';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { openKnown, type KnownFiles } from '../thumbnails/open-known.ts';
import { refuse } from './refuse.ts';
import { untilGone } from './until-gone.ts';
import { VideoBudget } from './video-budget.ts';

/** So much is sent in one answer: a browser that wants to see one frame is not given a film. It asks again for more. */
const MOST_BYTES = 2 * 1024 * 1024;

/** Bytes from `start` on, `end` not among them. */
interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Hands out videos that the ledger knows, by ranges, to a browser that draws a frame of them. */
export function registerVideos(app: FastifyInstance, host: KnownFiles): void {
  const budget = new VideoBudget();
  app.get(`${LOCAL_API}/videos/:id`, async (request, reply) => {
    const { drawing } = request.query as { drawing?: unknown };
    if (typeof drawing !== 'string' || drawing.length > 64)
      return refuse(reply, 400, 'It is not said for what.');
    const signal = untilGone(reply);
    try {
      const { id } = request.params as { id: string };
      const known = await openKnown(host, id as AssetId, 'video', signal);
      if (known.kind === 'unknown') return await refuse(reply, 404, 'Keepsake does not know this video.');
      if (known.kind === 'no-picture') return await refuse(reply, 415, 'This cannot be shown.');
      const { opened } = known;
      const { original } = opened;
      const range = rangeOf(request.headers.range, original.sizeBytes);
      if (range === undefined || !budget.take(drawing, range.end - range.start)) {
        await opened.close();
        reply.header('content-range', `bytes */${original.sizeBytes}`);
        return await (range === undefined
          ? refuse(reply, 416, 'A video is read by one range of its bytes.')
          : refuse(reply, 429, 'One frame costs less.'));
      }
      const body = Readable.from(bytesOf(original, range), { objectMode: false });
      body.once('close', () => void opened.close());
      return await headOf(reply, original, range).send(body);
    } catch (error) {
      if (!signal.aborted) throw error;
      return reply;
    }
  });
}

function headOf(reply: FastifyReply, part: OpenedPart, { start, end }: ByteRange): FastifyReply {
  return reply
    .code(206)
    .header('content-range', `bytes ${start}-${end - 1}/${part.sizeBytes}`)
    .header('content-length', end - start)
    .header('accept-ranges', 'bytes')
    .header('cache-control', 'no-store')
    .type(/\.webm$/i.test(part.fileName) ? 'video/webm' : 'video/mp4');
}

/** Reads a Range header (RFC 9110), which browsers always send for a video; the beginning of what it wants. Undefined: nothing to send. */
function rangeOf(header: string | undefined, sizeBytes: number): ByteRange | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const wantedEnd = first === '' || last === '' ? sizeBytes : Number(last) + 1;
  const end = Math.min(wantedEnd, sizeBytes, start + MOST_BYTES);
  return start < end ? { start, end } : undefined;
}

async function* bytesOf(part: OpenedPart, { start, end }: ByteRange): AsyncGenerator<Uint8Array> {
  let left = end - start;
  for await (const chunk of part.read(start)) {
    yield chunk.subarray(0, left);
    left -= chunk.length;
    if (left <= 0) return;
  }
}
