import { type AlbumAddition, type CancelSignal, type RemoteAssetId } from '@keepsake/engine';
import { anyAdditions, anyAlbum, routes } from '@keepsake/protocol';
import { callApi, jsonBody, type Api } from './api-call.ts';
import { badAnswer } from './http-errors.ts';
import { pathSegmentOf } from './wire-values.ts';

/**
 * Puts assets into an album in one request that makes it when it is missing. Not for `.` and `..`, which no path can
 * hold.
 */
export async function addByName(
  api: Api,
  name: string,
  ids: readonly RemoteAssetId[],
  signal: CancelSignal,
): Promise<readonly AlbumAddition[]> {
  const path = routes.addToAlbumByName.path.replace('{albumName}', () =>
    pathSegmentOf(name.normalize('NFC')),
  );
  const body = jsonBody({ assetIds: ids });
  const { data } = await callApi(api, routes.addToAlbumByName, anyAdditions, { path, body }, signal);
  return additionsOf(ids, data);
}

/** A person's albums by exact name, looked up once; for servers, and names, for which `addByName` does not do. */
export class AlbumDirectory {
  readonly #api: Api;
  #ids: Map<string, string> | undefined;
  /** Calls follow one another, so that no two of them make the same album. */
  #tail: Promise<unknown> = Promise.resolve();

  constructor(api: Api) {
    this.#api = api;
  }

  /** Looks again the next time: albums may have been renamed, made or deleted meanwhile. */
  forget(): void {
    this.#ids = undefined;
  }

  /** Puts assets into the album of this name, which is created when missing. */
  add(name: string, ids: readonly RemoteAssetId[], signal: CancelSignal): Promise<readonly AlbumAddition[]> {
    const added = this.#tail.then(() => this.#add(name.normalize('NFC'), ids, signal));
    this.#tail = added.catch(() => undefined);
    return added;
  }

  async #add(
    name: string,
    ids: readonly RemoteAssetId[],
    signal: CancelSignal,
  ): Promise<readonly AlbumAddition[]> {
    try {
      const albums = (this.#ids ??= await this.#list(signal));
      const id = albums.get(name) ?? (await this.#create(name, signal));
      albums.set(name, id);
      const path = routes.addToAlbum.path.replace('{id}', () => pathSegmentOf(id));
      const { data } = await callApi(
        this.#api,
        routes.addToAlbum,
        anyAdditions,
        { path, body: jsonBody({ ids }) },
        signal,
      );
      return additionsOf(ids, data);
    } catch (error) {
      // The album may have been deleted meanwhile: look again the next time.
      this.#ids = undefined;
      throw error;
    }
  }

  async #list(signal: CancelSignal): Promise<Map<string, string>> {
    const { data } = await callApi(this.#api, routes.listAlbums, anyAlbum.array(), {}, signal);
    const ids = new Map<string, string>();
    for (const { id, albumName } of data) {
      const name = albumName.normalize('NFC');
      if (!ids.has(name)) ids.set(name, id);
    }
    return ids;
  }

  async #create(name: string, signal: CancelSignal): Promise<string> {
    const body = jsonBody({ albumName: name });
    return (await callApi(this.#api, routes.createAlbum, anyAlbum, { body }, signal)).data.id;
  }
}

/** One answer for each asset, in order; what is there already counts as added (S2). */
function additionsOf(
  ids: readonly RemoteAssetId[],
  results: readonly {
    readonly id: string;
    readonly success: boolean;
    readonly error?: string | null | undefined;
  }[],
): readonly AlbumAddition[] {
  if (results.length !== ids.length) throw badAnswer('an album addition was not answered for every asset');
  return results.map(({ id, success, error }, index): AlbumAddition => {
    if (id !== ids[index]) throw badAnswer('an album addition was answered for another asset');
    return success || error === 'duplicate'
      ? { kind: 'in-album' }
      : { kind: 'refused', reason: error ?? 'unknown' };
  });
}
