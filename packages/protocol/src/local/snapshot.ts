import * as z from 'zod';
import { amount, count, listOf } from './primitives.ts';
import { hold, runOutcome } from './runs.ts';
import { damage, statistics } from './statistics.ts';

const verifyProgress = z.object({
  checkedCount: count,
  totalCount: count,
  bytesChecked: amount,
  bytesTotal: amount,
  remainingMs: amount.optional(),
});

const activity = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('idle') }),
  z.object({ kind: z.literal('starting') }),
  z.object({ kind: z.literal('connecting') }),
  z.object({ kind: z.literal('scanning'), assetsSeen: count }),
  z.object({ kind: z.literal('comparing') }),
  z.object({ kind: z.literal('uploading') }),
  z.object({ kind: z.literal('waiting-for-network'), sinceMs: amount, isUntrusted: z.boolean() }),
  z.object({ kind: z.literal('waiting-for-retry'), untilMs: amount }),
  z.object({ kind: z.literal('waiting-for-conditions'), hold }),
  z.object({ kind: z.literal('verifying'), progress: verifyProgress.optional() }),
  z.object({ kind: z.literal('syncing-albums') }),
]);

const progress = z.object({
  settledCount: count,
  totalCount: count,
  uploadedCount: count,
  duplicateCount: count,
  failedCount: count,
  goneCount: count,
  deletedCount: count,
  bytesDone: amount,
  bytesTotal: amount,
  bytesUploaded: amount,
  bytesPerSecond: amount.optional(),
  remainingMs: amount.optional(),
});

const transfer = z.object({
  asset: z.object({
    id: z.string(),
    fileName: z.string(),
    fileType: z.enum(['IMAGE', 'VIDEO']),
    fileSize: amount,
    fileCreatedAt: z.string(),
    iCloudAsset: z.boolean(),
  }),
  progress: z.object({ bytesUploaded: amount, totalBytes: amount, percentage: amount }),
  bytesDownloaded: amount.optional(),
  bytesRead: amount.optional(),
});

/** The engine's snapshot. */
export const snapshot = z.object({
  activity,
  statistics: statistics.optional(),
  lastBackupAtMs: amount.optional(),
  lastVerifiedAtMs: amount.optional(),
  damage: damage.optional(),
  progress: progress.optional(),
  transfers: listOf(transfer),
  storage: z.object({ usedBytes: amount, quotaBytes: amount.optional() }).optional(),
  albumSync: z.object({ syncedCount: count, leftOverCount: count }).optional(),
  lastOutcome: runOutcome.optional(),
  isPaused: z.boolean(),
});

export type LocalSnapshot = z.output<typeof snapshot>;
