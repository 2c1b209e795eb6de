import type { BodyPiece, HttpRequest } from '@keepsake/remote';

const SEEDS = [0x811c9dc5, 0x9e3779b1, 0x85ebca6b, 0xc2b2ae35] as const;

/**
 * One name for the same request of the same person, in whatever process it is made: what it asks for, and what its body is. Which file its bytes
 * come from, and by which secret the person is signed in, says nothing. Texts of forms and headers hold the checksums of what is sent.
 */
export function transferIdOf(
  userId: string,
  { method, url, headers }: HttpRequest,
  pieces: readonly BodyPiece[],
): string {
  const told = Object.entries(headers)
    .filter(([name]) => !/^(?:authorization|x-api-key)$/i.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const body = pieces.map((piece) =>
    piece.kind === 'text' ? piece.text : [piece.fromByte, piece.sizeBytes],
  );
  const text = JSON.stringify([userId, method, url, told, body]);
  return `keepsake-${SEEDS.map((seed) => hashOf(text, seed).toString(16).padStart(8, '0')).join('')}`;
}

/** FNV-1a, mixed at the end. */
function hashOf(text: string, seed: number): number {
  let hash = seed;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return (hash ^ (hash >>> 15)) >>> 0;
}
