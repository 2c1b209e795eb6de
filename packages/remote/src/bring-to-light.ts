import type { CancelSignal } from '@keepsake/engine';
import { anyAsset, routes, type AnyAsset } from '@keepsake/protocol';
import { callApi, jsonBody, readError, sendToApi, type Api } from './api-call.ts';
import { badAnswer, looksLikeHtml } from './http-errors.ts';
import { pathSegmentOf } from './wire-values.ts';

/**
 * Makes an asset that a server of Immich answered "duplicate" what the upload would have made it: Immich leaves it in the
 * trash, where it is deleted before long, hidden if it was a motion part, and without the motion part that was sent.
 */
export async function bringToLight(
  api: Api,
  id: string,
  motionId: string | undefined,
  signal: CancelSignal,
): Promise<void> {
  const asset = await takeFromTrash(api, id, signal);
  const changes = {
    ...(motionId !== undefined && asset.livePhotoVideoId !== motionId && { livePhotoVideoId: motionId }),
    ...(asset.visibility === 'hidden' && { visibility: 'timeline' }),
  };
  if (Object.keys(changes).length > 0) await tell(api, pathOf(id), { method: 'PUT', body: changes }, signal);
}

/** Takes an asset out of the trash, if it lies there; all else about it stays, and is returned. */
export async function takeFromTrash(api: Api, id: string, signal: CancelSignal): Promise<AnyAsset> {
  const path = pathOf(id);
  const { data: asset } = await callApi(api, routes.readAsset, anyAsset, { path }, signal);
  if (asset.isTrashed)
    await tell(api, routes.restoreAssets.path, { method: 'POST', body: { ids: [id] } }, signal);
  return asset;
}

const pathOf = (id: string): string => routes.readAsset.path.replace('{id}', () => pathSegmentOf(id));

/** What it says beyond "done" is not asked for; versions differ in it. */
async function tell(api: Api, path: string, endpoint: Told, signal: CancelSignal): Promise<void> {
  const answer = await sendToApi(api, { ...endpoint, path }, { body: jsonBody(endpoint.body) }, signal);
  if (answer.status < 200 || answer.status > 299) throw await readError(answer);
  const text = await answer.text(MAX_ANSWER_BYTES);
  if (looksLikeHtml(answer, text)) throw badAnswer('a web page came instead of data');
}

interface Told {
  readonly method: 'POST' | 'PUT';
  readonly body: unknown;
}

const MAX_ANSWER_BYTES = 1024 * 1024;
