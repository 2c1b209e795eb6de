/** What the person allows and wishes. Every field has a default; see `DEFAULT_SETTINGS`. */
export interface Settings {
  /** Files sent at once, 1–10 (U5); of these at most two are videos. */
  readonly parallelUploads: number;
  readonly order: UploadOrder;
  /** Put uploads into server albums named like the device's (S1). */
  readonly syncAlbums: boolean;
  /** Background runs happen at all. */
  readonly backgroundBackup: boolean;
  /** Background runs send over unmetered networks only (N1). */
  readonly requireUnmetered: boolean;
  /** Background runs happen on a charging device only (N1). */
  readonly requireCharging: boolean;
  /** Photos may go over metered networks (N2). */
  readonly useCellularForUploadPhotos: boolean;
  /** Videos may go over metered networks (N2). */
  readonly useCellularForUploadVideos: boolean;
  /** Originals that are not on the device are left alone (I2). */
  readonly ignoreIcloudAssets: boolean;
  /** Assets of before this moment are no candidates (A12), ms since the epoch; null: all are. */
  readonly cutOffAtMs: number | null;
  /** Quiet after a change of the library before a background run, and the longest wait for it (B3). */
  readonly triggerDelayMs: number;
  readonly maxDelayMs: number;
}

export type UploadOrder = 'newest-first' | 'photos-before-videos';

export const DEFAULT_SETTINGS: Settings = {
  parallelUploads: 4,
  order: 'newest-first',
  syncAlbums: false,
  backgroundBackup: true,
  requireUnmetered: true,
  requireCharging: false,
  useCellularForUploadPhotos: false,
  useCellularForUploadVideos: false,
  ignoreIcloudAssets: false,
  cutOffAtMs: null,
  triggerDelayMs: 5_000,
  maxDelayMs: 50_000,
};

/** What was chosen, with the defaults for the rest. */
export function settingsOf(chosen: Partial<Settings>): Settings {
  return { ...DEFAULT_SETTINGS, ...chosen };
}

/** Settings that the plan reads: a change of one makes every asset's standing open again. */
const PLANNED_BY: readonly (keyof Settings)[] = ['ignoreIcloudAssets', 'cutOffAtMs'];

/** Whether these settings make another plan. */
export function affectsPlan(change: Partial<Settings>): boolean {
  return PLANNED_BY.some((key) => key in change);
}
