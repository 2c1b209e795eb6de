import type { AssetId, DeviceAsset, Random } from '@keepsake/engine';
import type { BackupNative, OriginalFacts } from '../../../modules/backup-native/src/index.ts';
import { idsWithin } from './asset-names.ts';
import { deviceAssetsOf, modifiedAtMsOf, stillAsKnown, type MediaFacts } from './device-asset.ts';
import type { HalfTold } from './half-told.ts';
import type { LookedAnew } from './looked-anew.ts';
import type { PhonePlatform } from './phone-media.ts';

export interface DescribeDeps {
  readonly native: Pick<BackupNative, 'describeOriginals'>;
  readonly platform: PhonePlatform;
  readonly random: Random;
  /** What is known of these assets from before; those that are not known are absent. */
  readonly recall: (ids: readonly AssetId[]) => Promise<ReadonlyMap<AssetId, DeviceAsset>>;
  readonly lookedAnew: Pick<LookedAnew, 'isDue'>;
  readonly halfTold: Pick<HalfTold, 'add' | 'has' | 'remove'>;
}

/** Android tells all of it at once, and its files may change without their date showing it. */
const NOTHING: ReadonlyMap<AssetId, DeviceAsset> = new Map();

/** Of those that were in iCloud alone so many of each page are looked at again: they may have come down since. */
const LOOKED_AT_AGAIN = 10;
const MOST_AT_ONCE = 500;

/**
 * The assets behind a page of media, in its order; some photos of iOS are more than one. Names, sizes and where the bytes are cost iOS
 * milliseconds for each photo, so of those that did not change since they were last seen it is not asked again.
 */
export async function describeMedia(
  media: readonly MediaFacts[],
  deps: DescribeDeps,
): Promise<readonly DeviceAsset[]> {
  const { platform, recall, lookedAnew, halfTold } = deps;
  const idsOf = ({ id }: MediaFacts): readonly AssetId[] => idsWithin(id, platform);
  const known = platform === 'android' ? NOTHING : await recall(media.flatMap(idsOf));
  const asKnown = (each: MediaFacts): readonly DeviceAsset[] => {
    const [seen, ...others] = idsOf(each).map((id) => known.get(id));
    if (seen?.original.modifiedAtMs !== modifiedAtMsOf(each) || lookedAnew.isDue(each)) return [];
    if (halfTold.has(each.id)) return [];
    return [seen, ...others].flatMap((asset) => (asset === undefined ? [] : [stillAsKnown(asset, each)]));
  };
  const recalled = new Map(media.map((each) => [each.id, asKnown(each)]));
  const facts = await factsOf(idsToAsk(media, recalled, deps), deps);
  return media.flatMap((each) => {
    const told = facts.get(each.id);
    if (told === undefined) return recalled.get(each.id) ?? [];
    const assets = deviceAssetsOf(each, told, platform);
    const ids = idsOf(each);
    if (isWhollyKnown(assets, known, ids)) halfTold.remove(each.id);
    // What is told of one album passes for known in the next, with the bytes that it has no more.
    else if (ids.some((id) => known.has(id) && !assets.some((asset) => asset.id === id)))
      halfTold.add(each.id);
    return assets;
  });
}

/** Whether all that one photo is, and nothing else that it may be, is known already. */
export function isWhollyKnown(
  assets: readonly DeviceAsset[],
  known: ReadonlyMap<AssetId, DeviceAsset>,
  idsWithinIt: readonly AssetId[],
): boolean {
  const ids = new Set(assets.map(({ id }) => id));
  return idsWithinIt.every((id) => ids.has(id) === known.has(id));
}

function idsToAsk(
  media: readonly MediaFacts[],
  recalled: ReadonlyMap<string, readonly DeviceAsset[]>,
  { random }: DescribeDeps,
): readonly string[] {
  const unknown: string[] = [];
  const inCloud: string[] = [];
  for (const { id } of media) {
    const assets = recalled.get(id) ?? [];
    if (assets.length === 0) unknown.push(id);
    else if (assets.some(({ isInCloud }) => isInCloud)) inCloud.push(id);
  }
  const first = Math.floor(random.next() * inCloud.length);
  return [...unknown, ...[...inCloud.slice(first), ...inCloud.slice(0, first)].slice(0, LOOKED_AT_AGAIN)];
}

async function factsOf(
  ids: readonly string[],
  { native, platform }: DescribeDeps,
): Promise<ReadonlyMap<string, OriginalFacts>> {
  const facts = new Map<string, OriginalFacts>();
  for (let at = 0; at < ids.length; at += MOST_AT_ONCE) {
    const told = await native.describeOriginals(ids.slice(at, at + MOST_AT_ONCE), platform === 'ios');
    for (const each of told) facts.set(each.assetId, each);
  }
  return facts;
}
