import type { IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';

/** What comes before the file: the head of a form, in any client known. */
const MOST_BYTES = 16 * 1024;

/** Whoever has sent the headers sends the head of the form with them, or right after. */
const WAIT_MS = 200;
const LOOK_EVERY_MS = 5;

/** The least that a further file takes: `--`, the boundary and what stands here. */
const LEAST_PART = '\r\n--\r\nContent-Disposition: form-data; name="sidecarData"; filename=".xmp"\r\n\r\n';

/**
 * Whether a multipart body may hold another file beside its `assetData`, by its beginning and its length. Nothing of it is
 * used up. What cannot be told for certain is answered with true.
 *
 * @param restBytes how much longer the body is than the file
 */
export async function mayHoldOtherFile(request: IncomingMessage, restBytes: number): Promise<boolean> {
  const boundary = boundaryOf(request);
  if (boundary === undefined) return true;
  for (let waitedMs = 0; waitedMs < WAIT_MS && !request.destroyed; waitedMs += LOOK_EVERY_MS) {
    const beginning = peek(request);
    const headBytes = bytesBeforeFile(beginning, boundary);
    if (headBytes === 'other') return true;
    if (headBytes !== undefined) {
      const closingBytes = `\r\n--${boundary}--\r\n`.length;
      return restBytes - headBytes - closingBytes >= boundary.length + LEAST_PART.length;
    }
    if (beginning.length > MOST_BYTES) return true;
    await setTimeout(LOOK_EVERY_MS);
  }
  return true;
}

/** What has arrived of the body; it is all there for the next reader. */
function peek(request: IncomingMessage): string {
  const chunk = request.read() as Buffer | null;
  if (chunk === null) return '';
  request.unshift(chunk);
  return chunk.toString('latin1');
}

/** How many bytes lie before those of `assetData`; undefined when they have not begun; `other`: another file comes first. */
function bytesBeforeFile(beginning: string, boundary: string): number | 'other' | undefined {
  const delimiter = `--${boundary}\r\n`;
  for (let at = beginning.indexOf(delimiter); at !== -1; at = beginning.indexOf(delimiter, at + 1)) {
    const end = beginning.indexOf('\r\n\r\n', at);
    if (end === -1) return undefined;
    const headers = beginning.slice(at, end);
    if (/\bfilename\*?=/i.test(headers) || /^content-type: *application\/octet-stream/im.test(headers))
      return /\bname="?assetData"?(?:;|$)/im.test(headers) ? end + 4 : 'other';
  }
  return undefined;
}

function boundaryOf(request: IncomingMessage): string | undefined {
  const found = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(request.headers['content-type'] ?? '');
  return found?.[1] ?? found?.[2];
}
