import type { CancelSignal } from '@keepsake/engine';
import { anyAlbum, routes } from '@keepsake/protocol';
import { callApi, type Api } from '../api-call.ts';
import { findIds } from './find-ids.ts';

/** The names of the albums that each asset is in, by the asset's id. */
export async function findAlbumNames(
  api: Api,
  signal: CancelSignal,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { data } = await callApi(api, routes.listAlbums, anyAlbum.array(), {}, signal);
  const names = new Map<string, string[]>();
  for (const { id: albumId, albumName } of data) {
    for (const id of await findIds(api, { albumId }, signal)) {
      const known = names.get(id);
      if (known === undefined) names.set(id, [albumName]);
      // Of Immich, two albums may have the same name.
      else if (!known.includes(albumName)) known.push(albumName);
    }
  }
  return names;
}
