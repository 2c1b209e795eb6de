import type { ArrivedBlob } from '../storage/blob-store.ts';
import type { AssetDescription, DeviceId } from './asset-description.ts';

/** A file that has arrived whole, whichever way it came. */
export interface IncomingPart {
  readonly staged: ArrivedBlob;
  readonly kind: 'image' | 'video';
  readonly fileName: string;
}

/** An asset that has arrived whole and awaits its commit. */
export interface IncomingAsset {
  readonly owner: { readonly id: string; readonly label: string };
  readonly still: IncomingPart;
  /** A Live Photo's motion part. */
  readonly motion: IncomingPart | undefined;
  readonly sidecar: ArrivedBlob | undefined;
  readonly description: AssetDescription;
  /** The room held for it; its commit uses the room up. */
  readonly reservationId: string;
}

/** What is kept, as the client is told. */
export interface KeptAsset {
  readonly kind: 'created' | 'duplicate';
  readonly assetId: string;
  readonly checksum: string;
  readonly motion: { readonly assetId: string; readonly checksum: string } | undefined;
  /** What the uploading device called it, as far as it said so. */
  readonly device: DeviceId | undefined;
}
