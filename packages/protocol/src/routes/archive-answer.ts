import type { ByHand } from './route.ts';

/** A ZIP of originals. */
export const archive = {
  words: 'The archive, with a length that is known beforehand.',
  body: 'application/zip',
  headers: { 'Content-Length': 'In bytes.', 'Content-Disposition': "The archive's name." },
} as const satisfies ByHand;
