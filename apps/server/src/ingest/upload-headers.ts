import type { IncomingHttpHeaders } from 'node:http';
import { checksumToHex } from '@keepsake/protocol';
import { ServerError } from '../errors/server-error.ts';

/** The x-immich-checksum header as lower-case hex; undefined when there is none. */
export function expectedChecksum(headers: IncomingHttpHeaders): string | undefined {
  const given = headers['x-immich-checksum'];
  if (given === undefined || given === '') return undefined;
  try {
    return checksumToHex(String(given));
  } catch (error) {
    throw new ServerError('bad-field', 'The header x-immich-checksum is not a SHA-1 in hex or base64.', {
      cause: error,
    });
  }
}

/** The Content-Length header; undefined for a chunked body. */
export function declaredLength(headers: IncomingHttpHeaders): number | undefined {
  const given = headers['content-length'];
  return given === undefined ? undefined : Number(given);
}
