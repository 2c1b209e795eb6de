import {
  throwIfCancelled,
  versionOf,
  type AssetId,
  type AssetVersion,
  type OriginalRemover,
} from '@keepsake/engine';
import type { Edition, PartDescription } from '../../../modules/backup-native/src/index.ts';
import { requirePermission } from '../access/library-permission.ts';
import { assetNameOf, idsWithin } from './asset-names.ts';
import { deviceAssetsOf } from './device-asset.ts';
import { libraryErrorOf } from './library-errors.ts';
import { lookAtMedia, type LookDeps } from './open-asset.ts';
import type { PhoneMedia } from './phone-media.ts';

export interface RemoverDeps extends LookDeps {
  readonly media: LookDeps['media'] & Pick<PhoneMedia, 'getPermissionsAsync'>;
}

/** So many are asked about in one question of the system: each shows the person what goes. */
const ASKED_AT_ONCE = 500;

/**
 * Deletes originals from the phone. Both systems ask the person once more (Android before 11 does not). iOS keeps what goes among "Recently Deleted"
 * for 30 days; Android deletes it for good.
 */
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
          removed.push(...idsWithin(platformId, platform).filter((id) => wanted.has(id)));
        }
      }
      return removed;
    },
  };
}

/**
 * With a photo goes all that Photos keeps with it, as the camera wrote it, and as RAW: all must be safe, and still be what was proven. A burst of which
 * some are in no album stays, each photo of it: whether those go with the one that stands for it, Apple does not say, and expo-media-library
 * cannot delete them.
 */
async function isWholeWanted(
  platformId: string,
  wanted: ReadonlyMap<AssetId, AssetVersion>,
  deps: RemoverDeps,
): Promise<boolean> {
  const now = await lookAtMedia(platformId, deps);
  if (now === undefined) return false;
  const { media, facts } = now;
  const assets = deviceAssetsOf(media, facts, deps.platform);
  // Each asset is one edition: what nobody was shown would go unseen.
  const isAllShown =
    facts.isWhole && assets.length > 0 && assets.length === new Set(facts.parts.map(editionOfPart)).size;
  return isAllShown && assets.every((asset) => wanted.get(asset.id) === versionOf(asset));
}

const editionOfPart = ({ edition }: PartDescription): Edition => edition;

/** What cannot be looked at is not known to be removed: the next look at the library tells. */
const isThere = (platformId: string, deps: RemoverDeps): Promise<boolean> =>
  lookAtMedia(platformId, deps).then(
    (found) => found !== undefined,
    () => true,
  );

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
