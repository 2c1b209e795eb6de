import { throwIfCancelled, type CancelSignal } from '@keepsake/engine';
import type { BodyPiece, HttpRequest } from '@keepsake/remote';
import type { TransferStep } from '../../../modules/backup-native/src/index.ts';

/** A request as the platform makes it, and the files that it reads. */
export interface LocatedStep {
  readonly step: TransferStep;
  readonly uris: readonly string[];
}

/** Has each file of a body made readable for the platform. */
export async function locateStep(
  { method, url, headers, body }: HttpRequest & { readonly body: { readonly kind: 'stream' } },
  pieces: readonly BodyPiece[],
  signal: CancelSignal,
): Promise<LocatedStep> {
  const uris: string[] = [];
  const located: TransferStep['body'][number][] = [];
  for (const piece of pieces) {
    if (piece.kind === 'text') located.push({ text: piece.text });
    else {
      const uri = await piece.file.locate(signal);
      uris.push(uri);
      located.push({ uri, fromByte: piece.fromByte, sizeBytes: piece.sizeBytes });
    }
  }
  throwIfCancelled(signal);
  const whole = { ...headers, 'content-type': body.contentType };
  return { step: { method: methodOf(method), url, headers: whole, body: located }, uris };
}

function methodOf(method: HttpRequest['method']): TransferStep['method'] {
  if (method === 'PATCH' || method === 'POST' || method === 'PUT') return method;
  throw new TypeError(`${method} carries no file`);
}
