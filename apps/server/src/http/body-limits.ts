import type { Route, RouteName } from '@keepsake/protocol';

const KIB = 1024;
const MIB = 1024 * KIB;

/** What a stranger may have the server hold: more than any e-mail address with its password. */
export const MAX_PUBLIC_BYTES = 16 * KIB;

/** A body of up to this size is read at once; larger ones wait for a turn. */
export const MAX_SMALL_BYTES = 64 * KIB;

/** As many ids as a request may have, each on a line of its own. */
const MAX_LIST_BYTES = MIB;

/** As many names as a request may have, of which clients make paths. */
const MAX_NAMES_BYTES = 20 * MIB;

/** The routes that take lists; all others have a few fields. */
const LISTS: Partial<Record<RouteName, number>> = {
  exist: MAX_NAMES_BYTES,
  bulkCheck: MAX_NAMES_BYTES,
  verifyAssets: MAX_LIST_BYTES,
  deleteAssets: MAX_LIST_BYTES,
  restoreAssets: MAX_LIST_BYTES,
  createAlbum: MAX_LIST_BYTES,
  addToAlbum: MAX_LIST_BYTES,
  removeFromAlbum: MAX_LIST_BYTES,
  addToAlbumByName: MAX_LIST_BYTES,
  downloadInfo: MAX_LIST_BYTES,
  downloadArchive: MAX_LIST_BYTES,
};

/** How many bytes of JSON a route takes. */
export function bodyLimitOf(name: RouteName, { access }: Pick<Route, 'access'>): number {
  return access === 'public' ? MAX_PUBLIC_BYTES : (LISTS[name] ?? MAX_SMALL_BYTES);
}
