import {
  BackupError,
  CancelSource,
  throwIfCancelled,
  type AssetId,
  type CancelSignal,
  type DeviceAsset,
  type OpenedAsset,
  type OpenObserver,
} from '@keepsake/engine';
import {
  nativeErrorCodeOf,
  type BackupNative,
  type OriginalFacts,
  type PartRole,
} from '../../../modules/backup-native/src/index.ts';
import { assetNameOf, idsWithin, type AssetName } from './asset-names.ts';
import { isWhollyKnown, type DescribeDeps } from './describe-media.ts';
import { deviceAssetOf, deviceAssetsOf, editionOf, partOf, type MediaFacts } from './device-asset.ts';
import type { HalfTold } from './half-told.ts';
import { asLibraryErrors, libraryErrorOf } from './library-errors.ts';
import { createPhonePart, type PartDeps, type PhonePart } from './open-part.ts';
import type { PhoneMedia, PhonePlatform } from './phone-media.ts';

export interface LookDeps {
  readonly media: Pick<PhoneMedia, 'Asset'>;
  readonly native: Pick<BackupNative, 'describeOriginals'>;
  readonly platform: PhonePlatform;
}

export interface OpenDeps extends PartDeps, Omit<LookDeps, 'native'> {
  readonly native: PartDeps['native'] & LookDeps['native'];
  readonly recall: DescribeDeps['recall'];
  readonly halfTold: Pick<HalfTold, 'add'>;
}

const ROLES: readonly PartRole[] = ['original', 'motion'];

/** Opens an asset; see `PhotoLibrary.open`. */
export async function openPhoneAsset(
  id: AssetId,
  observer: OpenObserver | undefined,
  deps: OpenDeps,
  signal: CancelSignal,
): Promise<OpenedAsset> {
  const name = assetNameOf(id, deps.platform);
  const found = await lookAtAsset(name, deps);
  throwIfCancelled(signal);
  if (found === undefined) throw new BackupError('asset-gone', `${id} is not in the library any more`);
  const closed = new CancelSource();
  const edition = editionOf(name.facet, found.facts);
  const parts = ROLES.flatMap((role) => {
    const description = partOf(found.facts, role, edition);
    const { modifiedAtMs } = found.asset.original;
    const request = { id, platformId: name.platformId, mayDownload: observer !== undefined, modifiedAtMs };
    return description === undefined ? [] : [createPhonePart({ ...request, description }, deps, closed)];
  });
  const close = async ({ comesBack } = { comesBack: false }): Promise<void> => {
    if (closed.aborted) return;
    closed.cancel();
    const { temporary } = deps;
    // Its next turn goes on with what was written for this one.
    if (comesBack) return temporary.leave(closed);
    await temporary.release(closed);
    for (const part of parts) await temporary.forget(part.name);
  };
  let isInCloud = found.asset.isInCloud;
  try {
    // What comes from the cloud comes now, and so does what tells its size only when it is open.
    const toOpen = isInCloud ? observer !== undefined : parts.some(({ isUncertain }) => isUncertain);
    if (toOpen) await openAll(parts, observer, signal);
  } catch (error) {
    // It went to the cloud since it was looked at, or was there unnoticed.
    if (observer !== undefined || !isCloudError(error)) {
      await close({ comesBack: signal.aborted });
      throwIfCancelled(signal);
      throw libraryErrorOf(error);
    }
    isInCloud = true;
  }
  const [original, motion] = parts;
  if (original === undefined) throw new BackupError('asset-gone', `${id} has no bytes any more`);
  return {
    asset: { ...found.asset, isInCloud },
    original: original.part,
    motion: motion?.part,
    async relist() {
      const now = await lookAtAsset(name, deps);
      return now === undefined ? undefined : now.asset;
    },
    close,
  };
}

interface Looked {
  readonly asset: DeviceAsset;
  readonly facts: OriginalFacts;
}

/** The asset as it is now; undefined: it is gone, or has no such bytes any more. */
async function lookAtAsset({ platformId, facet }: AssetName, deps: OpenDeps): Promise<Looked | undefined> {
  const now = await lookAtMedia(platformId, deps);
  if (now !== undefined && deps.platform === 'ios') await noteIfHalfKnown(platformId, now, deps);
  const asset = now && deviceAssetOf(now.media, now.facts, facet, deps.platform);
  return asset && { asset, facts: now.facts };
}

/** Whoever asked has the ledger learn of this asset alone what it has become. */
async function noteIfHalfKnown(
  platformId: string,
  { media, facts }: LookedMedia,
  { platform, recall, halfTold }: OpenDeps,
): Promise<void> {
  const ids = idsWithin(platformId, platform);
  const known = await recall(ids);
  if (!isWhollyKnown(deviceAssetsOf(media, facts, platform), known, ids)) halfTold.add(platformId);
}

interface LookedMedia {
  readonly media: MediaFacts;
  readonly facts: OriginalFacts;
}

/** What the platform tells of one photo or video now; undefined: it is gone. */
export async function lookAtMedia(
  platformId: string,
  { native, media }: LookDeps,
): Promise<LookedMedia | undefined> {
  try {
    const [facts] = await native.describeOriginals([platformId], true);
    if (facts === undefined) return undefined;
    return { media: await readMedia(new media.Asset(platformId)), facts };
  } catch (error) {
    // A library that does not answer says of nothing that it is gone.
    const [still] = await asLibraryErrors(() => native.describeOriginals([platformId], false));
    if (still === undefined) return undefined;
    throw libraryErrorOf(error);
  }
}

/** One by one, since `getInfo` would have iOS fetch the file. */
async function readMedia(asset: InstanceType<PhoneMedia['Asset']>): Promise<MediaFacts> {
  const [mediaType, creationTime, modificationTime, duration, isFavorite] = await Promise.all([
    asset.getMediaType(),
    asset.getCreationTime(),
    asset.getModificationTime(),
    asset.getDuration(),
    asset.getFavorite(),
  ]);
  return { id: asset.id, mediaType, creationTime, modificationTime, duration, isFavorite };
}

/** Tells of all parts' bytes; Photos knows a download's progress as a share only. */
async function openAll(
  parts: readonly PhonePart[],
  observer: OpenObserver | undefined,
  signal: CancelSignal,
): Promise<void> {
  let before = 0;
  let told = 0;
  const tell = (bytes: number): void => {
    told = Math.max(told, Math.floor(bytes));
    observer?.onDownloaded(told);
  };
  for (const each of parts) {
    const { part } = each;
    const opened = await each.open((fraction) => tell(before + fraction * part.sizeBytes), signal);
    before += opened.sizeBytes;
    tell(before);
  }
}

const isCloudError = (error: unknown): boolean => nativeErrorCodeOf(error) === 'in-cloud';
