/**
 * The fields that tests read from answers. An answer has only some of them: a test that reads one that is missing
 * compares `undefined`, and fails.
 */
export interface TestBody {
  readonly accessToken: string;
  readonly apiKey: { readonly id: string };
  readonly archives: readonly { readonly size: number; readonly assetIds: readonly string[] }[];
  readonly assets: readonly { readonly id: string }[];
  readonly checksum: string;
  readonly code: string;
  readonly count: number;
  readonly error: string;
  readonly existing: readonly { readonly assetId: string }[];
  readonly existingIds: readonly string[];
  readonly id: string;
  readonly image: readonly string[];
  readonly isInitialized: boolean;
  readonly isTrashed: boolean;
  readonly items: readonly { readonly id: string }[];
  readonly keepsake: { readonly albumsByName: boolean };
  readonly livePhotoVideoId: string;
  readonly message: string;
  readonly nextCursor: string | null;
  readonly originalFileName: string;
  readonly quotaSizeInBytes: number | null;
  readonly quotaUsageInBytes: number;
  readonly deviceAssetId: string;
  readonly detail: string;
  readonly diskSizeRaw: number;
  readonly diskUseRaw: number;
  readonly requestId: string;
  readonly results: readonly { readonly id: string; readonly action: string }[];
  readonly secret: string;
  readonly successful: boolean;
  readonly total: number;
  readonly totalSize: number;
  readonly type: string;
  readonly version: string;
  readonly visibility: string;
}

/** An entry of a list that tests read. */
export interface TestListed {
  readonly id: string;
  readonly albumName: string;
  readonly current: boolean;
}
