import type { CancelSignal } from '@keepsake/engine';
import { anyAsset, routes } from '@keepsake/protocol';
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
  const path = routes.readAsset.path.replace('{id}', () => pathSegmentOf(id));
  const { data: asset } = await callApi(api, routes.readAsset, anyAsset, { path }, signal);
  if (asset.isTrashed)
    await tell(api, routes.restoreAssets.path, { method: 'POST', body: { ids: [id] } }, signal);
  const changes = {
    ...(motionId !== undefined && asset.livePhotoVideoId !== motionId && { livePhotoVideoId: motionId }),
    ...(asset.visibility === 'hidden' && { visibility: 'timeline' }),
  };
  if (Object.keys(changes).length > 0) await tell(api, path, { method: 'PUT', body: changes }, signal);
}

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
