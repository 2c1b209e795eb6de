import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { IncomingContent } from './incoming-content.ts';

/** How a request's content ended. */
export type ContentEnd = 'whole' | 'cut' | 'too-long';

/**
 * Writes a request's content to a sink, and ends the sink with what came, however the content ended: what a broken
 * connection has brought is not thrown away.
 *
 * @param limits `most` bytes: a chunk that goes beyond is not written; `before` is awaited before bytes are written,
 * with the number of bytes up to there
 * @throws whatever the sink or `before` threw, or the reason of `signal`
 */
export async function receiveContent(
  content: IncomingContent,
  sink: Writable,
  limits: { most: number; before?: (bytes: number) => Promise<void>; signal: AbortSignal },
): Promise<ContentEnd> {
  let bytes = 0;
  let isTooLong = false;
  for await (const chunk of content.chunks()) {
    isTooLong = bytes + chunk.length > limits.most;
    if (isTooLong) break;
    limits.signal.throwIfAborted();
    bytes += chunk.length;
    await limits.before?.(bytes);
    if (sink.errored !== null) throw sink.errored;
    if (!sink.write(chunk)) await once(sink, 'drain');
  }
  sink.end();
  await finished(sink);
  if (isTooLong) return 'too-long';
  return content.isWhole ? 'whole' : 'cut';
}
