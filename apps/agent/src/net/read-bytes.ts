import type { IncomingMessage } from 'node:http';
import { BackupError } from '@keepsake/engine';
import { networkErrorOf } from './network-errors.ts';

/**
 * An answer's body, chunk by chunk, no further than it is asked for; one that breaks off throws `network`. Ends with the
 * reason of `broken` when that rejects.
 */
export async function* readBytes(
  message: IncomingMessage,
  broken: Promise<never>,
): AsyncGenerator<Uint8Array> {
  if (message.destroyed && !message.readableEnded) throw networkErrorOf({ code: 'ECONNRESET' });
  const chunks: AsyncIterator<Buffer> = message.iterator({ destroyOnReturn: false });
  for (;;) {
    const next = await Promise.race([chunks.next().catch(translated), broken]);
    if (next.done === true) return;
    yield next.value;
  }
}

function translated(error: unknown): never {
  throw error instanceof BackupError ? error : networkErrorOf(error);
}
