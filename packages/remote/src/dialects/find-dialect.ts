import type { CancelSignal } from '@keepsake/engine';
import { routes } from '@keepsake/protocol';
import type { AlbumDirectory } from '../album-directory.ts';
import { callApi, type Api } from '../api-call.ts';
import type { Dialect } from './dialect.ts';
import { createImmich2Dialect } from './immich-2-dialect.ts';
import { createImmich3Dialect } from './immich-3-dialect.ts';
import { createKeepsakeDialect } from './keepsake-dialect.ts';

/** Finds out by asking how a server is spoken to. */
export async function findDialect(api: Api, albums: AlbumDirectory, signal: CancelSignal): Promise<Dialect> {
  const { data } = await callApi(api, routes.features, routes.features.answers[200], {}, signal);
  if (data.keepsake !== undefined) return createKeepsakeDialect(api, albums, data.keepsake);
  const version = (await callApi(api, routes.version, routes.version.answers[200], {}, signal)).data;
  return version.major >= 3
    ? createImmich3Dialect(api, albums, version)
    : createImmich2Dialect(api, albums, version);
}
