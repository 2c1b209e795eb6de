import * as z from 'zod';
import { amount } from './primitives.ts';

const delayMs = z.number().int().min(0).max(86_400_000);

/** The engine's settings, within the limits that it sets. */
export const settings = z.object({
  parallelUploads: z.number().int().min(1).max(10),
  order: z.enum(['newest-first', 'photos-before-videos']),
  syncAlbums: z.boolean(),
  backgroundBackup: z.boolean(),
  requireUnmetered: z.boolean(),
  requireCharging: z.boolean(),
  useCellularForUploadPhotos: z.boolean(),
  useCellularForUploadVideos: z.boolean(),
  ignoreIcloudAssets: z.boolean(),
  cutOffAtMs: amount.nullable(),
  triggerDelayMs: delayMs,
  maxDelayMs: delayMs,
});

/** What is left out stays as it is; a name that is none of these is refused, not dropped. */
export const settingsChange = settings.partial().strict();
