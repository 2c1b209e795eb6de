import { BackupError, type CancelSignal, type RemoteAssetId } from '@keepsake/engine';
import { routes } from '@keepsake/protocol';
import { readError, sendToApi, type Api } from '../api-call.ts';
import { badAnswer, looksLikeHtml } from '../http-errors.ts';
import type { HttpAnswer } from '../http-transport.ts';
import { isGone } from '../read-asset.ts';
import { pathSegmentOf } from '../wire-values.ts';

/**
 * An original's bytes from one on, as they come. Leaving early ends the request.
 *
 * @throws BackupError asset-gone, DamagedOriginal, and those of `Remote`
 */
export async function* readOriginal(
  api: Api,
  id: RemoteAssetId,
  fromByte: number,
  signal: CancelSignal,
): AsyncGenerator<Uint8Array> {
  const path = routes.readOriginal.path.replace('{id}', () => pathSegmentOf(id));
  const headers = { accept: '*/*', ...(fromByte > 0 && { range: `bytes=${fromByte}-` }) };
  const answer = await sendToApi(api, routes.readOriginal, { path, headers }, signal);
  switch (answer.status) {
    case 200:
      if (looksLikeHtml(answer, '')) await refuse(answer);
      // Asked for a part, a server may answer with all.
      yield* without(fromByte, answer.bytes());
      return;
    case 206:
      if (startOf(answer) !== fromByte) await refuse(answer);
      yield* answer.bytes();
      return;
    default: {
      const error = await readError(answer);
      if (isGone(answer.status, error))
        throw new BackupError('asset-gone', 'The server does not keep it any more');
      if (answer.status === 416 && sizeOf(answer) === fromByte) return;
      throw error;
    }
  }
}

/** Ends an answer that makes no sense without reading it. */
async function refuse(answer: HttpAnswer): Promise<never> {
  await answer.bytes()[Symbol.asyncIterator]().return?.();
  throw badAnswer('it is not the part of the original that was asked for');
}

async function* without(bytes: number, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let left = bytes;
  for await (const chunk of chunks) {
    if (chunk.length > left) yield left === 0 ? chunk : chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
  }
  if (left > 0) throw badAnswer('the original is shorter than where to go on');
}

const startOf = (answer: HttpAnswer): number =>
  Number(/^bytes (\d+)-/.exec(answer.header('content-range') ?? '')?.[1] ?? Number.NaN);
const sizeOf = (answer: HttpAnswer): number =>
  Number(/^bytes \*\/(\d+)$/.exec(answer.header('content-range') ?? '')?.[1] ?? Number.NaN);
