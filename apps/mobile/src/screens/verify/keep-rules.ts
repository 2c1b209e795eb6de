import type { Removable } from '../../controller/proving.ts';

/** What is kept on the device whatever is proven. */
export interface KeepRules {
  readonly favourites: boolean;
  /** Taken in the last thirty days. */
  readonly recent: boolean;
  readonly albums: readonly string[];
}

const RECENT_MS = 30 * 24 * 3_600_000;

/** What may be removed under the rules. Pure. */
export function removableUnder(
  items: readonly Removable[],
  { favourites, recent, albums }: KeepRules,
  nowMs: number,
): readonly Removable[] {
  const kept = new Set(albums);
  return items.filter(
    ({ record: { asset, albumIds } }) =>
      !(favourites && asset.isFavorite) &&
      !(recent && asset.createdAtMs > nowMs - RECENT_MS) &&
      !albumIds.some((id) => kept.has(id)),
  );
}

/** How much they free, in bytes. */
export function sizeOf(items: readonly Removable[]): number {
  return items.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}
