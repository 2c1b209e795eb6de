import type { AlbumId, AssetId, AssetKind, DeviceAsset, ErrorCode, PartFacts } from '@keepsake/engine';
import type { PhoneContent } from './phone-content.ts';

/** One file on the phone, or in its cloud. */
export interface PhoneFile {
  readonly fileName: string;
  content: PhoneContent;
  modifiedAtMs: number;
}

/** Where an original is, and how it comes down when it is not on the phone. */
export type Cloud =
  | { readonly kind: 'on-phone' }
  | { readonly kind: 'in-cloud'; readonly arrives: 'fast' | 'slowly' | 'never' | 'not' };

/** What is wrong with one asset's file until it is healed; `device-full`: the phone has no room for the copy that it makes to read it. */
export interface PhoneFault {
  readonly code: ErrorCode & ('file-unreadable' | 'read-failed' | 'device-full');
  /** Undefined: it does not even open. */
  readonly atByte: number | undefined;
}

/** One photo or video of a simulated phone, with what the platform does not tell. */
export interface PhoneAsset {
  readonly ordinal: number;
  readonly id: AssetId;
  readonly kind: AssetKind;
  readonly createdAtMs: number;
  readonly durationMs: number | undefined;
  readonly original: PhoneFile;
  readonly motion: PhoneFile | undefined;
  /**
   * The photo that this is the RAW of, or what the camera wrote before an edit. Photos keeps all as one: it comes and goes with the photo,
   * lies where it lies, and stays as the camera wrote it.
   */
  readonly besides: PhoneAsset | undefined;
  /**
   * The photo that stands for the burst of which this is one that the person did not pick: Photos lists it nowhere. Both come and go each by
   * itself.
   */
  readonly unpickedOf: PhoneAsset | undefined;
  /** False: no size until it is opened, as on iOS. */
  readonly tellsSize: boolean;
  /** Albums that it lies in itself; see `PhoneAlbums` for those around. */
  readonly albums: Set<AlbumId>;
  /** It lies in a folder of a card. */
  isOnCard: boolean;
  isFavorite: boolean;
  cloud: Cloud;
  fault: PhoneFault | undefined;
  /** Happens to it when it is read next, in the middle. */
  whileRead: { readonly what: 'edited' | 'touched' | 'deleted'; readonly strike: () => void } | undefined;
  /** In the phone's own trash, from which it may come back. */
  isDeleted: boolean;
}

/** The asset as the platform shows it. */
export function shownAsset(asset: PhoneAsset): DeviceAsset {
  return {
    id: asset.id,
    kind: asset.kind,
    original: shownPart(asset.original, asset.tellsSize),
    motion: asset.motion === undefined ? undefined : shownPart(asset.motion, asset.tellsSize),
    createdAtMs: asset.createdAtMs,
    isFavorite: asset.isFavorite,
    durationMs: asset.durationMs,
    isInCloud: asset.cloud.kind === 'in-cloud',
  };
}

const shownPart = (file: PhoneFile, tellsSize: boolean): PartFacts => ({
  fileName: file.fileName,
  sizeBytes: tellsSize ? file.content.bytes.length : undefined,
  modifiedAtMs: file.modifiedAtMs,
});

/** The asset's files, the original first. */
export function filesOf(asset: Pick<PhoneAsset, 'original' | 'motion'>): readonly PhoneFile[] {
  return asset.motion === undefined ? [asset.original] : [asset.original, asset.motion];
}
