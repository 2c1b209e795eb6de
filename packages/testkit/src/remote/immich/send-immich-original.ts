import type { ImmichCall } from './immich-call.ts';
import { requireAsset } from './require-asset.ts';

/** The bytes of an original, or those from where the request says on. */
export function sendImmichOriginal({ server, account, request, response, id }: ImmichCall): undefined {
  const { bytes } = requireAsset(server, account, id);
  const from = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
  if (from === undefined) {
    response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
  } else if (Number(from) >= bytes.length) {
    response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
  } else {
    const rest = bytes.subarray(Number(from));
    const range = `bytes ${from}-${bytes.length - 1}/${bytes.length}`;
    response.writeHead(206, { 'content-length': rest.length, 'content-range': range }).end(rest);
  }
}
