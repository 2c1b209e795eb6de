import type { IncomingMessage } from 'node:http';
import { readOffset } from '../wire/structured-fields.ts';

/** The length of an upload as a request tells it, in bytes. `told`: its Upload-Length. */
export type Length =
  | { readonly kind: 'inconsistent'; readonly told: number | undefined }
  | { readonly kind: 'told'; readonly told: number | undefined; readonly bytes: number | undefined };

/** Compares all that is known of an upload's length with what a request says of it (4.1.3). */
export function readLength(
  { headers }: IncomingMessage,
  complete: boolean,
  offset: number,
  recorded: number | undefined,
): Length {
  const field = headers['upload-length'];
  const told = readOffset(typeof field === 'string' ? field : undefined);
  const isSized = headers['transfer-encoding'] === undefined;
  const ofContent = complete && isSized ? offset + Number(headers['content-length'] ?? 0) : undefined;
  const known = [recorded, told, ofContent].filter((bytes) => bytes !== undefined);
  if (new Set(known).size > 1) return { kind: 'inconsistent', told };
  return { kind: 'told', told, bytes: known[0] };
}
