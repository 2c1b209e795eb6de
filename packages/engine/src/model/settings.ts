/** What the person allows and wishes. Every field has a default; see `DEFAULT_SETTINGS`. */
export interface Settings {
  /** Files sent at once, 1–10 (U5); of these at most two are videos. */
  readonly parallelUploads: number;
  readonly order: UploadOrder;
  /** Put uploads into server albums named like the device's (S1). */
  readonly syncAlbums: boolean;
}

export type UploadOrder = 'newest-first' | 'photos-before-videos';

export const DEFAULT_SETTINGS: Settings = {
  parallelUploads: 4,
  order: 'newest-first',
  syncAlbums: false,
};
