import type { ByHand } from './route.ts';

/** A ZIP of originals. */
export const archive = {
  words:
    'The archive, with a length that is known beforehand. What the server has lost, or knows to be damaged, is not in it, and is named in its file `NOT-INCLUDED.txt`.',
  body: 'application/zip',
  headers: { 'Content-Length': 'In bytes.', 'Content-Disposition': "The archive's name." },
} as const satisfies ByHand;
