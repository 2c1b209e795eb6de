import type { CancelSignal, RemoteAssetId, RemoteOriginal, RemoteOriginalPage } from '@keepsake/engine';
import { anyAccount, mediaTypeOf, routes, type AnyAsset } from '@keepsake/protocol';
import { callApi, type Api } from '../api-call.ts';
import { readAssets } from '../read-asset.ts';
import { fileOf } from './file-of.ts';
import { findAlbumNames } from './find-album-names.ts';
import { findIds } from './find-ids.ts';

const PAGE = 100;

/** One pass over everything that a person keeps. Of what it is about to tell, only ids are in memory. */
export class OriginalsListing {
  readonly #api: Api;
  readonly #userId: string;
  readonly #ids: readonly string[];
  readonly #albumNames: ReadonlyMap<string, readonly string[]>;
  /** Motion parts of the stills that were told. */
  readonly #claimed = new Set<string>();
  /** What may be the motion part of a still that is not told yet. */
  #postponed: readonly string[] = [];
  /** What was named and could not be read: it went meanwhile, or is not for us to see. */
  readonly #unread = new Set<string>();
  #at = 0;

  private constructor(
    api: Api,
    userId: string,
    ids: readonly string[],
    albumNames: ReadonlyMap<string, readonly string[]>,
  ) {
    this.#api = api;
    this.#userId = userId;
    this.#ids = ids;
    this.#albumNames = albumNames;
  }

  static async begin(api: Api, signal: CancelSignal): Promise<OriginalsListing> {
    const { data: user } = await callApi(api, routes.me, anyAccount, {}, signal);
    const ids = await findIds(api, { userId: user.id }, signal);
    return new OriginalsListing(api, user.id, ids, await findAlbumNames(api, signal));
  }

  /** What continues this listing; undefined: it is at its end. */
  get cursor(): string | undefined {
    const count = this.#ids.length + this.#postponed.length;
    return this.#at < count ? `${this.#at} of ${count}` : undefined;
  }

  /** The next page. May be asked for again when it failed. */
  async next(signal: CancelSignal): Promise<RemoteOriginalPage> {
    const isFirstPass = this.#at < this.#ids.length;
    const start = isFirstPass ? this.#at : this.#at - this.#ids.length;
    const ids = (isFirstPass ? this.#ids : this.#postponed).slice(start, start + PAGE);
    const wanted = isFirstPass ? ids : ids.filter((id) => !this.#claimed.has(id));
    const assets = (await this.#read(wanted, signal)).filter(({ isTrashed }) => !isTrashed);
    const told = isFirstPass ? assets.filter((asset) => !mayBeMotionPart(asset)) : assets;
    const originals = await this.#withMotions(told, signal);
    const postponed = isFirstPass
      ? [...this.#postponed, ...assets.filter(mayBeMotionPart).map(({ id }) => id)]
      : this.#postponed;
    const isLast = this.#at + ids.length >= this.#ids.length + postponed.length;
    const withheld = isLast ? await this.#findWithheld(signal) : [];
    // Only now, so that a page that failed can be had again.
    this.#postponed = postponed;
    for (const id of told.flatMap(motionIdsOf)) this.#claimed.add(id);
    this.#at += ids.length;
    return { originals, withheld, nextCursor: this.cursor };
  }

  async #withMotions(assets: readonly AnyAsset[], signal: CancelSignal): Promise<RemoteOriginal[]> {
    const originals: RemoteOriginal[] = [];
    for (const asset of assets) {
      const motions = (await this.#read(motionIdsOf(asset), signal)).map(fileOf);
      const albumNames = this.#albumNamesOf(asset.id);
      for (const motion of motions.length === 0 ? [undefined] : motions)
        originals.push({ ...fileOf(asset), motion, albumNames });
    }
    return originals;
  }

  async #read(ids: readonly string[], signal: CancelSignal): Promise<readonly AnyAsset[]> {
    const assets = await readAssets(this.#api, ids, signal);
    for (const [index, id] of ids.entries()) {
      if (assets[index] === undefined) this.#unread.add(id);
      else this.#unread.delete(id);
    }
    return assets.filter((asset) => asset !== undefined);
  }

  /** Immich has the same words for what is gone and for what nobody may read. What is still named is not gone. */
  async #findWithheld(signal: CancelSignal): Promise<RemoteOriginalPage['withheld']> {
    if (this.#unread.size === 0) return [];
    const named = await findIds(this.#api, { userId: this.#userId }, signal);
    return named
      .filter((id) => this.#unread.has(id))
      .map((id) => ({ id: id as RemoteAssetId, albumNames: this.#albumNamesOf(id) }));
  }

  #albumNamesOf(id: string): readonly string[] {
    return this.#albumNames.get(id) ?? [];
  }
}

function motionIdsOf({ livePhotoVideoId, livePhotoVideoIds }: AnyAsset): readonly string[] {
  return livePhotoVideoIds ?? (typeof livePhotoVideoId === 'string' ? [livePhotoVideoId] : []);
}

/** Hidden; or, where a server does not say what is hidden, a video. */
function mayBeMotionPart({ visibility, originalFileName, livePhotoVideoId }: AnyAsset): boolean {
  if (visibility !== undefined) return visibility === 'hidden' && !livePhotoVideoId;
  return mediaTypeOf(originalFileName)?.kind === 'video';
}
