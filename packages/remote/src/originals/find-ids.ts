import type { CancelSignal } from '@keepsake/engine';
import { routes } from '@keepsake/protocol';
import { callApi, jsonBody, type Api } from '../api-call.ts';

/** The ids of all assets of a person, or of an album: the one list that every server has in one answer, without more. */
export async function findIds(
  api: Api,
  of: { readonly userId: string } | { readonly albumId: string },
  signal: CancelSignal,
): Promise<readonly string[]> {
  const shape = routes.downloadInfo.answers[200];
  const { data } = await callApi(api, routes.downloadInfo, shape, { body: jsonBody(of) }, signal);
  return [...new Set(data.archives.flatMap(({ assetIds }) => assetIds))];
}
