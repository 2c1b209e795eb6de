/** The longest name that common file systems take, in bytes of UTF-8. */
const MAX_NAME_BYTES = 255;

/** Room that a name leaves for a suffix such as " (2)" or " (9f86d081)". */
const SUFFIX_BYTES = 12;

const RESERVED_ON_WINDOWS = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$/i;

/** A file name in two parts; the extension has its dot, or is empty. */
export interface SafeName {
  readonly stem: string;
  readonly extension: string;
}

/**
 * Turns any text into a file name that is safe on every common file system: one path part, at most 255 bytes with
 * a suffix, in NFC, no control or path characters, no device name of Windows, not hidden, extension kept.
 */
export function safeName(text: string): SafeName {
  const clean = text
    .toWellFormed()
    .normalize('NFC')
    // Control characters, line and paragraph separators, and the ones that change the direction of what follows.
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '_')
    .replace(/[/\\:*?"<>|]/g, '_')
    .replace(/[. ]+$/u, '')
    .trimStart();
  const dot = clean.lastIndexOf('.');
  const hasExtension = dot >= 0 && Buffer.byteLength(clean.slice(dot)) <= 32;
  const extension = hasExtension ? clean.slice(dot) : '';
  const stem = hasExtension ? clean.slice(0, dot) : clean;
  const named = stem.trim() === '' ? '_' : stem.replace(/^\./, '_');
  // Windows looks at what stands before the first dot.
  const device = (named.split('.')[0] ?? '').trimEnd();
  const free = RESERVED_ON_WINDOWS.test(device) ? `_${named}` : named;
  return { stem: cut(free, MAX_NAME_BYTES - SUFFIX_BYTES - Buffer.byteLength(extension)), extension };
}

/** What two names have in common when a file system that ignores case takes them for the same. */
export function foldedKey(name: string): string {
  return name.normalize('NFC').toUpperCase();
}

/** Shortens to so many bytes of UTF-8 without cutting a character in two. */
function cut(text: string, maxBytes: number): string {
  if (Buffer.byteLength(text) <= maxBytes) return text;
  let kept = '';
  let bytes = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > maxBytes) break;
    kept += character;
  }
  return kept.trimEnd();
}
