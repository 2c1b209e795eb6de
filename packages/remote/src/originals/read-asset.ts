import type { BackupError, CancelSignal, Checksum, RemoteAssetId, RemoteFile } from '@keepsake/engine';
import { anyAsset, checksumToHex, routes, type AnyAsset } from '@keepsake/protocol';
import { readData, readError, sendToApi, type Api } from '../api-call.ts';
import { pathSegmentOf } from '../wire-values.ts';

/** One asset; undefined: it is not there any more. */
export async function readAsset(api: Api, id: string, signal: CancelSignal): Promise<AnyAsset | undefined> {
  const path = routes.readAsset.path.replace('{id}', () => pathSegmentOf(id));
  const answer = await sendToApi(api, routes.readAsset, { path }, signal);
  if (answer.status === 200) return readData(answer, routes.readAsset, anyAsset);
  const error = await readError(answer);
  if (isGone(answer.status, error)) return undefined;
  throw error;
}

/** Whether a server says that there is no such asset, each in its words: Keepsake by 404, Immich by 400. */
export function isGone(status: number, error: BackupError): boolean {
  return (
    error.code === 'rejected' && (status === 404 || (status === 400 && /not found/i.test(error.message)))
  );
}

/** An asset as the engine sees it. */
export function fileOf(asset: AnyAsset): RemoteFile {
  return {
    id: asset.id as RemoteAssetId,
    fileName: asset.originalFileName,
    checksum: checksumToHex(asset.checksum) as Checksum,
    createdAtMs: Date.parse(asset.fileCreatedAt),
    modifiedAtMs: Date.parse(asset.fileModifiedAt),
  };
}
