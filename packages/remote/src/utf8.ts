/** Text as UTF-8; half of a surrogate pair becomes U+FFFD. (Not every engine that this runs on has TextEncoder.) */
export function utf8Of(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    let code = character.codePointAt(0) ?? 0;
    if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), tail(code));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), tail(code >> 6), tail(code));
    else bytes.push(0xf0 | (code >> 18), tail(code >> 12), tail(code >> 6), tail(code));
  }
  return Uint8Array.from(bytes);
}

const tail = (code: number): number => 0x80 | (code & 0x3f);

/** Reads UTF-8; what is not UTF-8 becomes U+FFFD. */
export function textOfUtf8(bytes: Uint8Array): string {
  const pieces: string[] = [];
  let piece = '';
  for (let index = 0; index < bytes.length;) {
    const lead = bytes[index] ?? 0;
    const tailCount =
      lead < 0x80 ? 0 : lead < 0xc2 ? -1 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf5 ? 3 : -1;
    let code = tailCount <= 0 ? lead : lead & (0x3f >> tailCount);
    let taken = 1;
    while (taken <= tailCount && ((bytes[index + taken] ?? 0) & 0xc0) === 0x80) {
      code = (code << 6) | ((bytes[index + taken] ?? 0) & 0x3f);
      taken += 1;
    }
    const isWhole =
      tailCount >= 0 && taken === tailCount + 1 && code >= (SMALLEST[tailCount] ?? 0) && isScalar(code);
    piece += isWhole ? String.fromCodePoint(code) : '\uFFFD';
    index += isWhole ? taken : 1;
    if (piece.length > 4096) {
      pieces.push(piece);
      piece = '';
    }
  }
  return pieces.join('') + piece;
}

const SMALLEST = [0, 0x80, 0x800, 0x10000];
const isScalar = (code: number): boolean => code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
