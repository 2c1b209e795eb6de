import { isUtf8 } from 'node:buffer';

/**
 * File names as text, and back, without loss.
 *
 * A file name on Linux is any bytes. Text that is valid UTF-8 stays as it is. A byte that is not part of valid UTF-8
 * (0x80–0xFF) becomes one character of U+EF80–U+EFFF, a private range used for this before (MirBSD's OPTU). A name
 * that really contains such a character has its three bytes written that way, so different names never become the
 * same text. Unlike lone surrogates, the result survives SQLite and JSON.
 */
const ESCAPE_BASE = 0xef00;
const ESCAPED = /[\uef80-\uefff]/;
const NON_ASCII = /[\x80-\xff]/;

/** Makes text of a name as `readdir` gives it with the encoding `latin1`: one character for each byte. */
export function textOfLatin1(name: string): string {
  return NON_ASCII.test(name) ? textOfBytes(Buffer.from(name, 'latin1')) : name;
}

/** Makes text of the bytes of a name or path. */
export function textOfBytes(bytes: Buffer): string {
  if (isUtf8(bytes)) {
    const text = bytes.toString('utf8');
    if (!ESCAPED.test(text)) return text;
  }
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length =
      [1, 2, 3, 4].find((n) => at + n <= bytes.length && isUtf8(bytes.subarray(at, at + n))) ?? 0;
    const character = bytes.toString('utf8', at, at + length);
    if (length === 0 || ESCAPED.test(character)) {
      text += String.fromCharCode(ESCAPE_BASE + (bytes[at] as number));
      at += 1;
    } else {
      text += character;
      at += length;
    }
  }
  return text;
}

/** What the file system is asked for: the bytes of the name or path that the text was made of. */
export function osPathOf(text: string): string | Buffer {
  if (!ESCAPED.test(text)) return text;
  const pieces = text.split(/([\uef80-\uefff])/);
  return Buffer.concat(
    pieces.map((piece) =>
      ESCAPED.test(piece) ? Buffer.of(piece.charCodeAt(0) - ESCAPE_BASE) : Buffer.from(piece, 'utf8'),
    ),
  );
}
