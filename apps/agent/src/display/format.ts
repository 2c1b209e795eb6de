import stringWidth from 'string-width';

const WHOLE = new Intl.NumberFormat('en');

/** A count with separators: `1,234`. */
export function formatCount(count: number): string {
  return WHOLE.format(count);
}

/** A count with its noun: `1 photo`, `2 photos`. */
export function formatCounted(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/**
 * A count of assets: `1 photo or video`, `2 photos and videos`. Not of files: a Live Photo is one asset and two files.
 */
export function formatAssets(count: number): string {
  return formatCounted(count, 'photo or video', 'photos and videos');
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** Bytes as people say them: `2.4 MB`. */
export function formatBytes(sizeBytes: number): string {
  let value = sizeBytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 99.5 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit] as string}`;
}

/** A time that is left, no more precise than it can be known: `about 3 minutes`. */
export function formatRemaining(remainingMs: number): string {
  const seconds = remainingMs / 1000;
  if (seconds < 10) return 'a few seconds';
  if (seconds < 50) return `about ${Math.ceil(seconds / 10) * 10} seconds`;
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 60) return `about ${formatCounted(minutes, 'minute')}`;
  const hours = Math.round(minutes / 6) / 10;
  return hours === 1 ? 'about 1 hour' : `about ${hours} hours`;
}

/** A duration that is over: `0.8 s`, `12 s`, `3 min 5 s`, `2 h 4 min`. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 10) return `${(durationMs / 1000).toFixed(1)} s`;
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** When to try again: `in 30 seconds`, `in 3 minutes`; `later` where that is not known. */
export function formatWhen(delayMs: number | undefined): string {
  if (delayMs === undefined) return 'later';
  const seconds = Math.max(1, Math.ceil(delayMs / 1000));
  if (seconds < 90) return `in ${formatCounted(seconds, 'second')}`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `in ${minutes} minutes` : `in ${formatCounted(Math.ceil(minutes / 60), 'hour')}`;
}

/** How long ago: `just now`, `2 hours ago`. */
export function formatAgo(atMs: number, nowMs: number): string {
  const minutes = Math.floor((nowMs - atMs) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${formatCounted(minutes, 'minute')} ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${formatCounted(hours, 'hour')} ago`;
  return `${formatCounted(Math.floor(hours / 24), 'day')} ago`;
}

const NO_TEXT = /[\uef80-\uefff]/g;

/**
 * Text that a terminal shows as it is: a file's name may hold control characters, which could move the cursor, and
 * marks that turn the direction of what follows. Bytes that are no text (see `file-name-codec.ts`) show as `\xe9`.
 */
export function printable(text: string): string {
  return text
    .replace(NO_TEXT, (character) => `\\x${(character.charCodeAt(0) - 0xef00).toString(16)}`)
    .replace(
      /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu,
      (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
    );
}

/** The text that {@link printable} shows like this, where it shows any so; other text as it is. */
export function asPrinted(shown: string): string {
  return shown.replace(/\\x[89a-f][0-9a-f]|\\u[0-9a-f]{4}/g, (escape) => {
    const code = parseInt(escape.slice(2), 16);
    const character = String.fromCharCode(escape.startsWith('\\x') ? 0xef00 + code : code);
    return printable(character) === escape ? character : escape;
  });
}

/** Text as one word of a command that can be copied into a shell. */
export function shellWord(text: string): string {
  const shown = printable(text);
  return /^[\p{L}\p{N}_@%+=:,./-]+$/u.test(shown) ? shown : `'${shown.replaceAll("'", `'\\''`)}'`;
}

/** How a command is told which library it is to look at: ` --library FOLDER` for each of its folders. */
export function libraryWords(folders: readonly string[]): string {
  return folders.map((folder) => ` --library ${shellWord(folder)}`).join('');
}

/** Shortens a text in its middle to so many columns, so that the end of a file's name stays visible. */
export function fitColumns(text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text;
  const characters = [...new Intl.Segmenter().segment(text)].map((part) => part.segment);
  const tail = takeColumns([...characters].reverse(), Math.floor((columns - 1) / 2)).reverse();
  const head = takeColumns(characters, columns - 1 - stringWidth(tail.join('')));
  return `${head.join('')}…${tail.join('')}`;
}

function takeColumns(characters: readonly string[], columns: number): string[] {
  const taken: string[] = [];
  let width = 0;
  for (const character of characters) {
    width += stringWidth(character);
    if (width > columns) break;
    taken.push(character);
  }
  return taken;
}

/** A bar of so many columns: `████░░░░`. */
export function formatBar(fraction: number, columns: number): string {
  const filled = Math.min(columns, Math.max(0, Math.floor(fraction * columns)));
  return '█'.repeat(filled) + '░'.repeat(columns - filled);
}
