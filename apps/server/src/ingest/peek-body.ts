import type { IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';

/** What comes before the file: the head of a form, in any client known. */
const MOST_BYTES = 16 * 1024;

/** Whoever has sent the headers sends the head of the form with them, or right after. */
const WAIT_MS = 200;
const LOOK_EVERY_MS = 5;

/**
 * Whether a multipart body is the form of one `assetData` of exactly this size and nothing behind it, by its beginning and
 * its length. Nothing of it is used up. What cannot be told for certain is answered with false.
 *
 * @param restBytes how much longer the body is than the file is to be
 */
export async function endsWithFile(request: IncomingMessage, restBytes: number): Promise<boolean> {
  const boundary = boundaryOf(request);
  if (boundary === undefined) return false;
  for (let waitedMs = 0; waitedMs < WAIT_MS && !request.destroyed; waitedMs += LOOK_EVERY_MS) {
    const beginning = peek(request);
    const headBytes = bytesBeforeFile(beginning, boundary);
    if (headBytes === 'other') return false;
    if (headBytes !== undefined) {
      const behindBytes = restBytes - headBytes;
      const end = `\r\n--${boundary}--`.length;
      return behindBytes === end || behindBytes === end + '\r\n'.length;
    }
    if (beginning.length > MOST_BYTES) return false;
    await setTimeout(LOOK_EVERY_MS);
  }
  return false;
}

/** What has arrived of the body; it is all there for the next reader. */
function peek(request: IncomingMessage): string {
  const chunk = request.read() as Buffer | null;
  if (chunk === null) return '';
  request.unshift(chunk);
  return chunk.toString('latin1');
}

/** What asks for more than that the file is kept: a motion part that was sent before it. */
const ASKS_FOR_MORE = /\bname="?livePhotoVideoId"?(?:;|\r)/i;

/**
 * How many bytes lie before those of `assetData`; undefined when they have not begun; `other`: another file comes first, or
 * a field that has to be acted on.
 */
function bytesBeforeFile(beginning: string, boundary: string): number | 'other' | undefined {
  const delimiter = `--${boundary}\r\n`;
  for (let at = beginning.indexOf(delimiter); at !== -1; at = beginning.indexOf(delimiter, at + 1)) {
    const end = beginning.indexOf('\r\n\r\n', at);
    if (end === -1) return undefined;
    const headers = beginning.slice(at, end);
    const isFile =
      /\bfilename\*?=/i.test(headers) || /^content-type: *application\/octet-stream/im.test(headers);
    if (!isFile) continue;
    const isAsset = /\bname="?assetData"?(?:;|$)/im.test(headers);
    return isAsset && !ASKS_FOR_MORE.test(beginning.slice(0, at)) ? end + 4 : 'other';
  }
  return undefined;
}

function boundaryOf(request: IncomingMessage): string | undefined {
  const found = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(request.headers['content-type'] ?? '');
  return found?.[1] ?? found?.[2];
}
