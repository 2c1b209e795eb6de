import type { BackupSnapshot, RunOutcome, Statistics } from '@keepsake/engine';
import {
  formatAssets,
  formatBytes,
  formatCount,
  formatCounted,
  formatDuration,
  printable,
} from './format.ts';
import { stopSentence } from './words.ts';

/** What the end of a backup must not pass over, beside its numbers. */
export interface Reservations {
  readonly unreadableCount?: number;
  readonly emptiedCount?: number;
  /** Names to exclude that no album had. */
  readonly unknownExclusions?: readonly string[];
}

/** What the end of a backup says first: one sentence. */
export function outcomeSentence(
  outcome: RunOutcome,
  statistics: Statistics | undefined,
  { unreadableCount = 0, emptiedCount = 0, unknownExclusions = [] }: Reservations = {},
): string {
  switch (outcome.kind) {
    case 'already-running':
      return 'Another backup of this library is running. This one did nothing.';
    case 'cancelled':
      return 'Stopped. What was sent so far is safe; the next backup goes on from there.';
    case 'stopped':
      return stopSentence(outcome.code, outcome.detail);
    case 'completed': {
      if (statistics === undefined) return 'Backup complete.';
      const { failedCount, totalCount, waitingCount } = statistics.candidates;
      if (totalCount === 0 && emptiedCount === 0) return 'There was nothing to back up.';
      if (unreadableCount > 0)
        return `${formatCounted(unreadableCount, 'place')} could not be looked into, so not everything may be backed up.`;
      // Whoever excluded something must not read "everything" and take it for left out.
      const names = unknownExclusions.map((name) => `"${printable(name)}"`).join(', ');
      const but = names === '' ? '' : `, but nothing was excluded by the name ${names}`;
      const isAll = emptiedCount === 0 && names === '';
      const all = isAll ? 'Everything' : `All that ${emptiedCount > 0 ? 'could be looked at' : 'was found'}`;
      if (failedCount > 0) return `${all} is backed up except ${formatAssets(failedCount)}${but}.`;
      if (waitingCount > 0) return `${formatAssets(waitingCount)} still waiting${but}.`;
      if (emptiedCount > 0) return `${all} is backed up${but}.`;
      if (names !== '') return `Backup complete${but}: all that was found is backed up.`;
      const what = statistics.notSelectedCount > 0 ? 'everything that is selected' : 'everything';
      return `Backup complete: ${what} is backed up.`;
    }
  }
}

/** A number with what it counts; those below it add up to it. */
interface Sum {
  readonly count: number;
  readonly label: string;
  readonly parts: readonly Sum[];
}

/** What the numbers of a library do not tell. */
export interface SummaryDetails {
  /** Photos that are two files: a still and its motion part. Gone ones are not among them. */
  readonly livePhotoCount: number;
  /** What is waited for, and by how many; together those that wait, or empty where that is not known. */
  readonly waiting: readonly { readonly reason: string; readonly count: number }[];
}

/**
 * The library in numbers: first how much of what was chosen is backed up, then a tree in which the numbers below one,
 * further in, add up to it.
 */
export function summaryLines(
  statistics: Statistics,
  details: SummaryDetails = { livePhotoCount: 0, waiting: [] },
): readonly string[] {
  const { candidates, uploadedCount, duplicateCount } = statistics;
  const lines = [
    `${formatCount(candidates.backedUpCount)} of ${formatCount(candidates.totalCount)} backed up`,
    '',
    ...sumLines([libraryOf(statistics, details)], '  '),
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
    part(statistics.ignoredCount, 'not a photo or video'),
    part(statistics.goneCount, 'gone before their turn came'),
  ].filter(isSome);
  const label = `${nounOf(statistics)} in the library${filesOf(statistics, details)}`;
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
function nounOf({ libraryCount, ignoredCount }: Statistics): string {
  if (ignoredCount === 0) return libraryCount === 1 ? 'photo or video' : 'photos and videos';
  return libraryCount === 1 ? 'photo, video or other file' : 'photos, videos and other files';
}

/** As many as there are on the disk, where those are more than what is counted. */
function filesOf({ libraryCount, goneCount }: Statistics, { livePhotoCount }: SummaryDetails): string {
  if (livePhotoCount === 0) return '';
  const fileCount = libraryCount - goneCount + livePhotoCount;
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

const part = (count: number, label: string): Sum => ({ count, label, parts: [] });

const isSome = ({ count }: Sum): boolean => count > 0;

/** Each number in the column of its level, with its parts one level further in. */
function sumLines(sums: readonly Sum[], indent: string): readonly string[] {
  const width = Math.max(0, ...sums.map(({ count }) => formatCount(count).length));
  return sums.flatMap(({ count, label, parts }) => [
    `${indent}${formatCount(count).padStart(width)}  ${label}`,
    ...sumLines(parts, `${indent}${' '.repeat(width + 2)}`),
  ]);
}

/** What album sync could not do; undefined when nothing was left over. */
export function albumSyncLine({ albumSync }: Pick<BackupSnapshot, 'albumSync'>): string | undefined {
  const count = albumSync?.leftOverCount ?? 0;
  if (count === 0) return undefined;
  return `${formatAssets(count)} could not be put into their albums on the server. The next backup tries again.`;
}

/** What this very run did, and how fast. */
export function runLine(
  { progress, storage }: Pick<BackupSnapshot, 'progress' | 'storage'>,
  motionPartsSent: number,
  durationMs: number,
): string {
  const sentCount = progress?.uploadedCount ?? 0;
  const sent = [
    ...(sentCount > 0
      ? [`${formatAssets(sentCount)} sent, ${formatBytes(progress?.bytesUploaded ?? 0)}`]
      : []),
    ...(motionPartsSent > 0
      ? [
          `${formatCounted(motionPartsSent, 'motion part')} sent for Live Photos whose stills were there already`,
        ]
      : []),
  ];
  const quota = storage?.quotaBytes === undefined ? '' : ` of ${formatBytes(storage.quotaBytes)}`;
  const used =
    storage === undefined ? '' : ` Storage used on the server: ${formatBytes(storage.usedBytes)}${quota}.`;
  const did = sent.length === 0 ? 'Nothing had to be sent' : sent.join('; ');
  return `${did}, in ${formatDuration(durationMs)}.${used}`;
}
