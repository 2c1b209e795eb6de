import {
  BackupError,
  type AssetId,
  type BackupController,
  type CancelSignal,
  type DeviceAsset,
  type OpenedAsset,
} from '@keepsake/engine';
import type { FolderLibrary } from '../../device/folder-library.ts';

/** The ledger and the library that it is of. */
export interface KnownFiles {
  readonly controller: Pick<BackupController, 'listAssets'>;
  readonly files: Pick<FolderLibrary, 'open'> | undefined;
}

export type KnownFile =
  /** The caller closes it. */
  | { readonly kind: 'opened'; readonly opened: OpenedAsset }
  /** The ledger does not know it, or it is gone. */
  | { readonly kind: 'unknown' }
  /** It is of another kind, in a cloud, or cannot be read. */
  | { readonly kind: 'no-picture' };

/** Opens a file of this kind that the ledger knows, and no other; nothing is downloaded for it. */
export async function openKnown(
  { controller, files }: KnownFiles,
  id: AssetId,
  kind: DeviceAsset['kind'],
  signal: CancelSignal,
): Promise<KnownFile> {
  const [record] = await controller.listAssets({ kind: 'by-id', ids: [id] });
  if (record === undefined || files === undefined || record.albumIds.length === 0) return { kind: 'unknown' };
  if (record.asset.kind !== kind || record.asset.isInCloud) return { kind: 'no-picture' };
  let opened: OpenedAsset;
  try {
    opened = await files.open(id, undefined, signal);
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    return { kind: error.code === 'asset-gone' ? 'unknown' : 'no-picture' };
  }
  if (!opened.asset.isInCloud) return { kind: 'opened', opened };
  await opened.close();
  return { kind: 'no-picture' };
}
