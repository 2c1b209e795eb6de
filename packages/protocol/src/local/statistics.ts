import * as z from 'zod';
import { amount, count } from './primitives.ts';

/** The library in numbers. */
export const statistics = z.object({
  libraryCount: count,
  uploadedCount: count,
  duplicateCount: count,
  waitingCount: count,
  failedCount: count,
  goneCount: count,
  deletedOnServerCount: count,
  excludedCount: count,
  notSelectedCount: count,
  ignoredCount: count,
  unsupportedCount: count,
  candidates: z.object({
    totalCount: count,
    backedUpCount: count,
    waitingCount: count,
    failedCount: count,
    waitingBytes: amount,
  }),
});

const assetSum = z.object({ count, sizeBytes: amount });

/** What the waiting ones wait for. */
const waitingStatistics = z.object({
  room: assetSum,
  'device-room': assetSum,
  network: assetSum,
  'wi-fi': assetSum,
  power: assetSum,
  'icloud-download': assetSum,
  retry: assetSum,
  'its-turn': assetSum,
});

/** What was found damaged on the server, and what became of it. */
export const damage = z.object({
  openCount: count,
  waitingCount: count,
  lostCount: count,
  foundAtMs: amount.optional(),
  mendedCount: count,
  mendedAtMs: amount.optional(),
});

export const backupStatus = z.object({
  statistics,
  waiting: waitingStatistics,
  lastBackupAtMs: amount.optional(),
  lastVerifiedAtMs: amount.optional(),
  damage,
});
