/**
 * How the id of a photo or an album is written in an address.
 *
 * An id is a path, and may hold whatever a file's name may. The router decodes what stands in an address once or twice,
 * and takes what is in parentheses for a group of routes that is not to be seen. So what is neither a letter, a digit, `_`
 * nor `-` is written in letters that mean nothing to it: `~` and the code, `~28` or `~uD83D`. Names in any script stay
 * readable, and so do their endings.
 */

const CODED = /~(?:u([\dA-F]{4})|([\dA-F]{2}))/g;
/** By units of UTF-16: no emoji is cut for the router, and half of one does no harm. */
const STAYS = /^[\p{L}\p{M}\p{N}_-]$/u;
/** These mean something to the router, or to a browser, where they stand alone. */
const ALONE = new Set(['', 'index', 'undefined', 'null']);

/** Writes an id so that it comes back whole; `idIn` reads it. */
export function inAddress(id: string): string {
  if (ALONE.has(id)) return id === '' ? '~' : codeOf(id.charAt(0)) + id.slice(1);
  return Array.from({ length: id.length }, (_, at) => {
    const unit = id.charAt(at);
    // A dot in front would be a folder's, `.` or `..`.
    return STAYS.test(unit) || (unit === '.' && at > 0) ? unit : codeOf(unit);
  }).join('');
}

/** Reads what `inAddress` wrote; in an address that was written otherwise, what is not a code is taken as it is. */
export function idIn(written: string): string {
  if (written === '~') return '';
  return written.replace(CODED, (_, long?: string, short?: string) =>
    String.fromCharCode(Number.parseInt(long ?? short ?? '', 16)),
  );
}

function codeOf(unit: string): string {
  const code = unit.charCodeAt(0).toString(16).toUpperCase();
  return code.length > 2 ? `~u${code.padStart(4, '0')}` : `~${code.padStart(2, '0')}`;
}
