import type { Standing, Statistics } from '@keepsake/engine';
import { formatAssets, formatCount, formatCounted } from './format.ts';
import { isSome, part, sumLines, type Sum } from './sum-lines.ts';

/** What the numbers of a library do not tell. */
export interface SummaryDetails {
  /** Photos that are two files: a still and its motion part. Gone ones are not among them. */
  readonly livePhotoCount: number;
  /** What is waited for, and by how many; together those that wait, or empty where that is not known. */
  readonly waiting: readonly { readonly reason: string; readonly count: number }[];
  /** Why assets are ignored, and how many; together those that are, or something else where that is not known. */
  readonly ignored: readonly { readonly reason: IgnoredReason; readonly count: number }[];
}

type IgnoredReason = (Standing & { kind: 'ignored' })['reason'];

const IGNORED_WORDS: Readonly<Record<IgnoredReason, string>> = {
  'unsupported-type': 'not a photo or video',
  'in-cloud': 'not on this computer, and left in the cloud',
  'before-cut-off': 'older than the date from which you back up',
};

/**
 * The library in numbers: first how much of what was chosen is backed up, then a tree in which the numbers below one,
 * further in, add up to it. What is gone is counted beside the library.
 */
export function summaryLines(
  statistics: Statistics,
  details: SummaryDetails = { livePhotoCount: 0, waiting: [], ignored: [] },
): readonly string[] {
  const { candidates, uploadedCount, duplicateCount } = statistics;
  const inLibrary = { ...statistics, libraryCount: statistics.libraryCount - statistics.goneCount };
  const lines = [
    // "0 of 0" tells nobody anything.
    ...(candidates.totalCount === 0
      ? []
      : [`${formatCount(candidates.backedUpCount)} of ${formatCount(candidates.totalCount)} backed up`, '']),
    ...sumLines(
      [
        libraryOf(inLibrary, details),
        // They are in the library no more, and are forgotten with the next backup.
        ...[part(statistics.goneCount, 'gone before their turn came')].filter(isSome),
      ],
      '  ',
    ),
  ];
  if (duplicateCount === 0) return lines;
  const onServerCount = uploadedCount + duplicateCount;
  const onServer = `${formatAssets(onServerCount)} ${onServerCount === 1 ? 'is' : 'are'}`;
  const sent = `${formatCount(uploadedCount)} sent from here`;
  const had = `${formatCount(duplicateCount)} that the server had already`;
  return [...lines, '', `${onServer} on the server: ${sent}, ${had}.`];
}

function libraryOf(statistics: Statistics, details: SummaryDetails): Sum {
  const { libraryCount, candidates, uploadedCount, duplicateCount } = statistics;
  const chosen = [
    part(candidates.backedUpCount, 'backed up'),
    part(candidates.failedCount, 'failed'),
    waitingOf(candidates.waitingCount, details),
  ].filter(isSome);
  const leftOut = [
    // What is safe is called safe, whatever is chosen by now.
    part(uploadedCount + duplicateCount - candidates.backedUpCount, 'backed up earlier, and still safe'),
    part(statistics.excludedCount, 'in an excluded album'),
    part(statistics.notSelectedCount, 'in no selected album'),
    part(statistics.deletedOnServerCount, 'deleted on the server, and not sent again by themselves'),
    ...ignoredOf(statistics, details),
  ].filter(isSome);
  const label = `${nounOf(statistics, details)} in the library${filesOf(statistics, details)}`;
  if (leftOut.length === 0)
    return { count: libraryCount, label: `${label}, all chosen for backup`, parts: chosen };
  const leftOutCount = leftOut.reduce((sum, { count }) => sum + count, 0);
  return {
    count: libraryCount,
    label,
    parts: [
      { count: candidates.totalCount, label: 'chosen for backup', parts: chosen },
      { count: leftOutCount, label: 'left out', parts: leftOut },
    ],
  };
}

/** What is counted: also files that are neither photo nor video, where there are such. */
function nounOf(statistics: Statistics, details: SummaryDetails): string {
  const { libraryCount, ignoredCount } = statistics;
  const isUnsupported = details.ignored.some(({ reason }) => reason === 'unsupported-type');
  const hasOthers = ignoredCount > 0 && (isUnsupported || !isIgnoredKnown(statistics, details));
  if (!hasOthers) return libraryCount === 1 ? 'photo or video' : 'photos and videos';
  return libraryCount === 1 ? 'photo, video or other file' : 'photos, videos and other files';
}

const isIgnoredKnown = ({ ignoredCount }: Statistics, { ignored }: SummaryDetails): boolean =>
  ignored.reduce((sum, { count }) => sum + count, 0) === ignoredCount;

/** What is ignored, by the reason; where the reasons are not known, together. */
function ignoredOf(statistics: Statistics, details: SummaryDetails): readonly Sum[] {
  if (!isIgnoredKnown(statistics, details)) return [part(statistics.ignoredCount, 'left alone')];
  return details.ignored.map(({ reason, count }) => part(count, IGNORED_WORDS[reason]));
}

/** As many as there are on the disk, where those are more than what is counted. */
function filesOf({ libraryCount }: Statistics, { livePhotoCount }: SummaryDetails): string {
  if (livePhotoCount === 0) return '';
  const fileCount = libraryCount + livePhotoCount;
  const live = formatCounted(livePhotoCount, 'is a Live Photo', 'are Live Photos');
  return ` (${formatCounted(fileCount, 'file')}: ${live} with a motion part)`;
}

/** With the reason; where there are several, each below it. */
function waitingOf(count: number, { waiting }: SummaryDetails): Sum {
  const [only, ...others] = waiting;
  if (only === undefined) return part(count, 'waiting');
  if (others.length === 0) return part(count, `waiting ${only.reason}`);
  return { count, label: 'waiting', parts: waiting.map((one) => part(one.count, one.reason)) };
}
