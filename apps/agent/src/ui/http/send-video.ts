import { Readable } from 'node:stream';
import type { AssetId, CancelSignal, OpenedPart } from '@keepsake/engine';
import type { FastifyReply } from 'fastify';
import { openKnown, type KnownFiles } from '../thumbnails/open-known.ts';

/** So much is sent in one answer: a browser that wants to see one frame is not given a film. It asks again for more. */
const MOST_BYTES = 2 * 1024 * 1024;

/**
 * Answers with some bytes of a video that the ledger knows, from where the Range header says (one range, RFC 9110; browsers
 * always send one for a video). 404 for what is unknown, 415 for what is no video or cannot be read.
 */
export async function sendVideo(
  host: KnownFiles,
  id: AssetId,
  range: string | undefined,
  reply: FastifyReply,
  signal: CancelSignal,
): Promise<FastifyReply> {
  const known = await openKnown(host, id, 'video', signal);
  if (known.kind !== 'opened') return reply.code(known.kind === 'unknown' ? 404 : 415).send();
  const { opened } = known;
  return sendRange(opened.original, range, reply, () => void opened.close());
}

function sendRange(
  part: OpenedPart,
  range: string | undefined,
  reply: FastifyReply,
  onEnd: () => void,
): FastifyReply {
  const { sizeBytes } = part;
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (first === '' && last === '') {
    onEnd();
    return reply.code(400).send({ message: 'A video is read by one range of bytes.' });
  }
  const isTail = first === '' && last !== '';
  const start = isTail ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  if (start >= sizeBytes || (last !== '' && !isTail && Number(last) < start)) {
    onEnd();
    return reply.code(416).header('content-range', `bytes */${sizeBytes}`).send();
  }
  const wantedEnd = isTail || last === '' ? sizeBytes : Number(last) + 1;
  const end = Math.min(wantedEnd, sizeBytes, start + MOST_BYTES);
  const body = Readable.from(bytesOf(part, start, end), { objectMode: false });
  body.once('close', onEnd);
  return reply
    .code(206)
    .header('content-range', `bytes ${start}-${end - 1}/${sizeBytes}`)
    .header('content-length', end - start)
    .header('accept-ranges', 'bytes')
    .header('cache-control', 'no-store')
    .type(/\.webm$/i.test(part.fileName) ? 'video/webm' : 'video/mp4')
    .send(body);
}

async function* bytesOf(part: OpenedPart, start: number, end: number): AsyncGenerator<Uint8Array> {
  let left = end - start;
  for await (const chunk of part.read(start)) {
    yield chunk.subarray(0, left);
    left -= chunk.length;
    if (left <= 0) return;
  }
}
