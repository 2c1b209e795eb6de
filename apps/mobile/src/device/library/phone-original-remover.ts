import {
  throwIfCancelled,
  versionOf,
  type AssetId,
  type AssetVersion,
  type OriginalRemover,
} from '@keepsake/engine';
import { requirePermission } from '../access/library-permission.ts';
import { assetIdOf, assetNameOf } from './asset-names.ts';
import { libraryErrorOf } from './library-errors.ts';
import { lookAtAsset, type LookDeps } from './open-asset.ts';
import type { PhoneMedia } from './phone-media.ts';

export interface RemoverDeps extends LookDeps {
  readonly media: LookDeps['media'] & Pick<PhoneMedia, 'getPermissionsAsync'>;
}

/** So many are asked about in one question of the system: each shows the person what goes. */
const ASKED_AT_ONCE = 500;

/** Deletes originals from the phone. Both systems ask the person once more, and move what goes to their own trash for 30 days. */
export function createPhoneOriginalRemover(deps: RemoverDeps): OriginalRemover {
  const { media, platform } = deps;
  return {
    async remove(assets, signal) {
      throwIfCancelled(signal);
      await requirePermission(media);
      const wanted = new Map(assets.map(({ id, version }) => [id, version]));
      const removed: AssetId[] = [];
      const platformIds = new Set(assets.map(({ id }) => assetNameOf(id, platform).platformId));
      const batches = inBatches([...platformIds], ASKED_AT_ONCE);
      for (const batch of batches) {
        if (signal.aborted) break;
        const going: string[] = [];
        for (const platformId of batch)
          if (await isWholeWanted(platformId, wanted, deps)) going.push(platformId);
        if (going.length === 0 || signal.aborted) continue;
        await askToDelete(going, deps);
        for (const platformId of going) {
          if (await isThere(platformId, deps)) continue;
          removed.push(...namesOf(platformId, deps).filter((id) => wanted.has(id)));
        }
      }
      return removed;
    },
  };
}

const namesOf = (platformId: string, { platform }: Pick<RemoverDeps, 'platform'>): readonly AssetId[] =>
  [false, true].map((isUnedited) => assetIdOf({ platformId, isUnedited }, platform));

/** With an edited photo go the bytes that the camera wrote: both must be safe, and still be what was proven. */
async function isWholeWanted(
  platformId: string,
  wanted: ReadonlyMap<AssetId, AssetVersion>,
  deps: RemoverDeps,
): Promise<boolean> {
  for (const isUnedited of [false, true]) {
    const now = await lookAtAsset({ platformId, isUnedited }, deps);
    if (now !== undefined && wanted.get(now.asset.id) !== versionOf(now.asset)) return false;
    if (now === undefined && !isUnedited) return false;
  }
  return true;
}

const isThere = async (platformId: string, deps: RemoverDeps): Promise<boolean> =>
  (await lookAtAsset({ platformId, isUnedited: false }, deps)) !== undefined;

/** A person who says no is no error: what is there still was not removed. */
async function askToDelete(platformIds: readonly string[], { media }: RemoverDeps): Promise<void> {
  try {
    await media.Asset.delete(platformIds.map((id) => new media.Asset(id)));
  } catch (error) {
    const reason = libraryErrorOf(error, 'library-unavailable');
    if (reason.code === 'library-permission-lost' && (await mayNotSee(media))) throw reason;
  }
}

const mayNotSee = (media: RemoverDeps['media']): Promise<boolean> =>
  requirePermission(media).then(
    () => false,
    () => true,
  );

function inBatches<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
