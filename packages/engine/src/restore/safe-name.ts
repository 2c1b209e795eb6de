/** The longest name that common file systems take, in bytes of UTF-8. */
const MAX_NAME_BYTES = 255;
/** What is longer is no extension. */
const MAX_EXTENSION_BYTES = 32;

const RESERVED_ON_WINDOWS = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$/i;
/** Control characters, line and paragraph separators, and the ones that change the direction of what follows. */
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** A file name in two parts; the extension has its dot, or is empty. */
export interface SafeName {
  readonly stem: string;
  readonly extension: string;
}

/**
 * Turns any text into a file name that is safe on every common file system: one path part, in NFC, no control or path
 * characters, no device name of Windows, not hidden, extension kept. The server names its files by the same rules. How
 * long it may be is told when it is put together.
 */
export function safeName(text: string): SafeName {
  const clean = wellFormed(text)
    .normalize('NFC')
    .replace(INVISIBLE, '_')
    .replace(/[/\\:*?"<>|]/g, '_')
    .replace(/[. ]+$/, '')
    .trimStart();
  const dot = clean.lastIndexOf('.');
  const hasExtension = dot >= 0 && byteLength(clean.slice(dot)) <= MAX_EXTENSION_BYTES;
  const extension = hasExtension ? clean.slice(dot) : '';
  const stem = hasExtension ? clean.slice(0, dot) : clean;
  const named = stem.trim() === '' ? '_' : stem.replace(/^\./, '_');
  // Windows looks at what stands before the first dot.
  const device = (named.split('.')[0] ?? '').trimEnd();
  return { stem: RESERVED_ON_WINDOWS.test(device) ? `_${named}` : named, extension };
}

/** The name of a folder for any text: as of a file, with nothing that is an extension. */
export function safeFolderName(text: string): string {
  const { stem, extension } = safeName(text);
  return cut(stem + extension, MAX_NAME_BYTES);
}

/** A stem with a suffix and an extension, the stem shortened so that it is a name with each of the extensions. */
export function composeName(
  { stem, suffix }: { readonly stem: string; readonly suffix: string },
  extension: string,
  extensions: readonly string[],
): string {
  const longest = Math.max(0, ...extensions.map(byteLength));
  return cut(stem, MAX_NAME_BYTES - byteLength(suffix) - longest) + suffix + extension;
}

/** What two names have in common when a file system that ignores case takes them for the same. */
export function foldedKey(name: string): string {
  return name.normalize('NFC').toUpperCase();
}

/** Half of a character becomes the mark for what cannot be read. */
function wellFormed(text: string): string {
  let whole = '';
  for (const character of text) whole += isHalf(character) ? '\ufffd' : character;
  return whole;
}

function isHalf(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return code >= 0xd800 && code <= 0xdfff;
}

/** Shortens to so many bytes of UTF-8 without cutting a character in two. */
function cut(text: string, maxBytes: number): string {
  if (byteLength(text) <= maxBytes) return text;
  let kept = '';
  let bytes = 0;
  for (const character of text) {
    bytes += bytesOf(character);
    if (bytes > maxBytes) break;
    kept += character;
  }
  return kept.trimEnd();
}

function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) bytes += bytesOf(character);
  return bytes;
}

/** Of one character in UTF-8. */
function bytesOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
