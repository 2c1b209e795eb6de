/**
 * An asset's id, in each form that expo-media-library gives: Android `_ID` ("1000000033") or `content:` URI; iOS local identifier, with or
 * without `ph://` before it.
 */
export type NativeAssetId = string;

/**
 * `unedited`: the bytes as the camera wrote them. `current`: as the person sees the asset now; where nobody edited it, there is only
 * `unedited`. `alternate`: the other file that the camera wrote of the same photo, a RAW beside its JPEG, which Photos keeps in one asset.
 * Android knows `unedited` alone, since its editors and cameras write files of their own.
 */
export type Edition = 'unedited' | 'current' | 'alternate';

/** `motion`: the video of an iOS Live Photo. */
export type PartRole = 'original' | 'motion';

/** An asset of the library, without a byte of it being downloaded. */
export interface OriginalFacts {
  /** As it was asked for. */
  readonly assetId: NativeAssetId;
  readonly createdAtMs: number;
  readonly modifiedAtMs: number;
  /** Android: the volume it is on, `external_primary` or an SD card's; iOS: null. */
  readonly volume: string | null;
  /** False: it is of an iOS burst of which Photos lists some nowhere (`findBurstPhotos`). Android: true. */
  readonly isWhole: boolean;
  /** All that is lost when the asset is deleted; their editions are those that it has. */
  readonly parts: readonly PartDescription[];
}

/** A photo of an iOS burst that the person did not pick: an asset like any other, but in no album. */
export interface BurstPhoto {
  /** Its local identifier. */
  readonly assetId: NativeAssetId;
  readonly createdAtMs: number | null;
  readonly modifiedAtMs: number | null;
  readonly isFavorite: boolean;
}

export interface PartDescription {
  readonly role: PartRole;
  readonly edition: Edition;
  /** As the camera named it: `IMG_1234.HEIC`. Of a current edition, the name of the original with the extension of its own bytes. */
  readonly fileName: string;
  /** Null: the platform does not tell before it is opened. */
  readonly sizeBytes: number | null;
  /** Null: was not asked for (`checkOnDevice`), or could not be found out. Android: always true. */
  readonly isOnDevice: boolean | null;
}

export interface OpenOriginalRequest {
  /** Names this work in `onWorkProgress` and `cancelWork`; unique while it goes on. */
  readonly workId: string;
  readonly assetId: NativeAssetId;
  readonly role: PartRole;
  readonly edition: Edition;
  /** False: an original that is in iCloud alone is `in-cloud`. */
  readonly mayDownload: boolean;
}

export interface OpenedOriginal {
  /** For `hashFile`, `readBytes` and the body of a transfer. Android: a `content:` URI, with nothing copied; iOS: a `file:` URI. */
  readonly uri: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  /** It is a temporary file of ours, which goes by `removeTemporary`. */
  readonly isTemporary: boolean;
}

export interface HashedFile {
  /** SHA-1 of all bytes, 40 hex digits in lower case. */
  readonly sha1: string;
  readonly sizeBytes: number;
}

/** A download from iCloud, a long hash, or a copy of a large original goes on: who hears nothing for 30 s takes it for stuck. At most ten times a second for each phase of a work. */
export interface WorkProgressEvent {
  readonly workId: string;
  readonly phase: 'downloading' | 'reading';
  /** From 0 to 1; Photos tells of a download no more than this. 0 where the size is not known, however far it is. */
  readonly fraction: number;
}
