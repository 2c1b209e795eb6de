import type { AlbumId, AssetKind, AssetRecord, BackupSnapshot, Settlement, Standing } from '@keepsake/engine';
import type { TFunction } from 'i18next';
import type { AssetFilter } from '../controller/questions.ts';
import type { IconName } from '../icons/AppIcon.tsx';
import type { Colors } from '../theme/colors.ts';

/**
 * The lists behind the numbers, in the order in which they are offered. Each photo is in `all` and in one other; what is neither
 * photo nor video is in `unsupported` alone. Those from `to-keep` on are behind sums and parts, and are not offered: what is safe,
 * waits or failed; what is on the server, chosen or not; of that what was sent from here, and what was there already; and what was
 * found damaged there.
 */
export const PHOTO_LISTS = [
  'all',
  'safe',
  'uploading',
  'waiting',
  'failed',
  'excluded',
  'not-selected',
  'ignored',
  'unsupported',
  'kept',
  'deleted',
  'gone',
  'to-keep',
  'on-server',
  'uploaded',
  'duplicate',
  'damaged',
] as const;

export type PhotoList = (typeof PHOTO_LISTS)[number];

/** The lists that are in no choice of lists. */
export const NOT_OFFERED: ReadonlySet<PhotoList> = new Set([
  'to-keep',
  'on-server',
  'uploaded',
  'duplicate',
  'damaged',
]);

/** The list of an address; what is none is all of them. */
export function photoListOf(state: string | undefined): PhotoList {
  return PHOTO_LISTS.find((list) => list === state) ?? 'all';
}

/** How many are in each list; as the statistics, they add up to all. */
export function countsOf({
  statistics,
  transfers,
  damage,
}: BackupSnapshot): Readonly<Record<PhotoList, number>> {
  const candidates = statistics?.candidates;
  const waitingCount = candidates?.waitingCount ?? 0;
  const safeCount = candidates?.backedUpCount ?? 0;
  const uploadingCount = Math.min(transfers.length, waitingCount);
  const unsupportedCount = statistics?.unsupportedCount ?? 0;
  const uploadedCount = statistics?.uploadedCount ?? 0;
  const duplicateCount = statistics?.duplicateCount ?? 0;
  const keptCount = uploadedCount + duplicateCount - safeCount;
  return {
    'to-keep': (candidates?.totalCount ?? 0) + keptCount,
    'on-server': uploadedCount + duplicateCount,
    uploaded: uploadedCount,
    duplicate: duplicateCount,
    damaged: damage?.openCount ?? 0,
    all: (statistics?.libraryCount ?? 0) - unsupportedCount,
    safe: safeCount,
    uploading: uploadingCount,
    waiting: waitingCount - uploadingCount,
    failed: candidates?.failedCount ?? 0,
    excluded: statistics?.excludedCount ?? 0,
    'not-selected': statistics?.notSelectedCount ?? 0,
    ignored: (statistics?.ignoredCount ?? 0) - unsupportedCount,
    unsupported: unsupportedCount,
    kept: keptCount,
    deleted: statistics?.deletedOnServerCount ?? 0,
    gone: statistics?.goneCount ?? 0,
  };
}

const PHOTOS: readonly AssetKind[] = ['image', 'video'];
/** What of the left out ones is not on the server all the same. */
const UNSAFE: readonly Settlement['kind'][] = ['pending', 'retrying', 'failed', 'gone'];

/** What is asked for a list, of an album or of all; what is on its way is not asked for but told by the snapshot. */
export function filtersOf(list: PhotoList, albumId?: AlbumId): readonly AssetFilter[] {
  return allOf(list, albumId !== undefined).map((filter) => ({ ...filter, albumId }));
}

function allOf(list: PhotoList, isOfAlbum: boolean): readonly AssetFilter[] {
  switch (list) {
    case 'all':
      return [{ standing: undefined, settlement: undefined, assetKinds: PHOTOS }];
    case 'safe':
      return [{ standing: 'candidate', settlement: 'backed-up' }];
    case 'uploading':
    case 'waiting':
      return each(['candidate'], ['pending', 'retrying']);
    case 'failed':
      return [{ standing: 'candidate', settlement: 'failed' }];
    case 'excluded':
    case 'not-selected':
    case 'ignored':
      return each([list], UNSAFE, PHOTOS);
    case 'unsupported':
      return each(['ignored'], UNSAFE, ['unsupported']);
    case 'kept':
      return each(['excluded', 'not-selected', 'ignored'], ['backed-up']);
    case 'deleted':
      return [{ standing: undefined, settlement: 'deleted-on-server' }];
    case 'gone':
      return [{ standing: 'candidate', settlement: 'gone' }];
    case 'on-server':
      return [{ standing: undefined, settlement: 'backed-up' }];
    case 'uploaded':
    case 'duplicate':
      return [{ standing: undefined, settlement: 'backed-up', how: list }];
    case 'damaged':
      return [{ standing: undefined, settlement: undefined, isDamaged: true }];
    case 'to-keep':
      return [
        ...each(['candidate'], ['backed-up', 'pending', 'retrying', 'failed']),
        // How much of an album is safe is told of what is chosen of it.
        ...(isOfAlbum ? [] : allOf('kept', isOfAlbum)),
      ];
  }
}

/** The list that a photo is in, beside that of all; on its way it is waiting still. */
export function listOf({
  standing,
  settlement,
}: AssetRecord): Exclude<
  PhotoList,
  'all' | 'uploading' | 'to-keep' | 'on-server' | 'uploaded' | 'duplicate' | 'damaged'
> {
  if (settlement.kind === 'backed-up') return standing.kind === 'candidate' ? 'safe' : 'kept';
  if (settlement.kind === 'deleted-on-server') return 'deleted';
  if (standing.kind === 'ignored' && standing.reason === 'unsupported-type') return 'unsupported';
  if (standing.kind !== 'candidate') return standing.kind;
  if (settlement.kind === 'failed' || settlement.kind === 'gone') return settlement.kind;
  return 'waiting';
}

/** What a list is called. */
export function nameOfList(list: PhotoList, t: TFunction): string {
  switch (list) {
    case 'safe':
    case 'uploading':
    case 'waiting':
    case 'failed':
      return t(`state.${list}`);
    case 'to-keep':
      return t('activity.total');
    case 'uploaded':
      return t('activity.uploaded');
    case 'duplicate':
      return t('activity.duplicates');
    default:
      return t(`photos.list.${list}`);
  }
}

/** How a list looks beside its name. */
export const LIST_LOOKS: Readonly<
  Record<PhotoList, { readonly icon: IconName; readonly color: keyof Colors }>
> = {
  all: { icon: 'image-multiple-outline', color: 'quietText' },
  safe: { icon: 'cloud-check-variant', color: 'safe' },
  uploading: { icon: 'cloud-arrow-up-outline', color: 'moving' },
  waiting: { icon: 'clock-outline', color: 'waiting' },
  failed: { icon: 'alert-circle-outline', color: 'needsYou' },
  excluded: { icon: 'image-minus-outline', color: 'quietText' },
  'not-selected': { icon: 'image-outline', color: 'quietText' },
  ignored: { icon: 'cog-outline', color: 'quietText' },
  unsupported: { icon: 'information-outline', color: 'quietText' },
  kept: { icon: 'cloud-check-variant-outline', color: 'safe' },
  deleted: { icon: 'cloud-off-outline', color: 'quietText' },
  gone: { icon: 'eye-off-outline', color: 'quietText' },
  'to-keep': { icon: 'image-multiple-outline', color: 'quietText' },
  'on-server': { icon: 'cloud-check-variant', color: 'safe' },
  uploaded: { icon: 'cloud-check-variant', color: 'safe' },
  duplicate: { icon: 'cloud-check-variant', color: 'safe' },
  damaged: { icon: 'alert-circle-outline', color: 'needsYou' },
};

function each(
  standings: readonly Standing['kind'][],
  settlements: readonly Settlement['kind'][],
  assetKinds?: readonly AssetKind[],
): readonly AssetFilter[] {
  return standings.flatMap((standing) =>
    settlements.map((settlement) => ({ standing, settlement, assetKinds })),
  );
}
