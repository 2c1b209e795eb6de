import type { BackupError, CancelSignal } from '@keepsake/engine';
import { anyAsset, routes, type AnyAsset } from '@keepsake/protocol';
import { readData, readError, sendToApi, type Api } from './api-call.ts';
import { pathSegmentOf } from './wire-values.ts';

const READ_AT_ONCE = 8;

/** One asset; undefined: it is not there any more. */
async function readAsset(api: Api, id: string, signal: CancelSignal): Promise<AnyAsset | undefined> {
  const path = routes.readAsset.path.replace('{id}', () => pathSegmentOf(id));
  const answer = await sendToApi(api, routes.readAsset, { path }, signal);
  if (answer.status === 200) return readData(answer, routes.readAsset, anyAsset);
  const error = await readError(answer);
  if (isGone(answer.status, error)) return undefined;
  throw error;
}

/** Several assets, in the order of the ids, a few at a time. */
export async function readAssets(
  api: Api,
  ids: readonly string[],
  signal: CancelSignal,
): Promise<readonly (AnyAsset | undefined)[]> {
  const assets: (AnyAsset | undefined)[] = [];
  for (let from = 0; from < ids.length; from += READ_AT_ONCE) {
    const some = ids.slice(from, from + READ_AT_ONCE);
    assets.push(...(await Promise.all(some.map((id) => readAsset(api, id, signal)))));
  }
  return assets;
}

/** Whether a server says that there is no such asset, each in its words: Keepsake by 404, Immich by 400. */
export function isGone(status: number, error: BackupError): boolean {
  return (
    error.code === 'rejected' && (status === 404 || (status === 400 && /not found/i.test(error.message)))
  );
}
