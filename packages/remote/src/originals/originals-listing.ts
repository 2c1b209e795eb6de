import type { CancelSignal, RemoteOriginal, RemoteOriginalPage } from '@keepsake/engine';
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
  readonly #ids: readonly string[];
  readonly #albumNames: ReadonlyMap<string, readonly string[]>;
  /** Motion parts of the stills that were told. */
  readonly #claimed = new Set<string>();
  /** What may be the motion part of a still that is not told yet. */
  readonly #postponed: string[] = [];
  #at = 0;

  private constructor(api: Api, ids: readonly string[], albumNames: ReadonlyMap<string, readonly string[]>) {
    this.#api = api;
    this.#ids = ids;
    this.#albumNames = albumNames;
  }

  static async begin(api: Api, signal: CancelSignal): Promise<OriginalsListing> {
    const { data: user } = await callApi(api, routes.me, anyAccount, {}, signal);
    const ids = await findIds(api, { userId: user.id }, signal);
    return new OriginalsListing(api, ids, await findAlbumNames(api, signal));
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
    const read = await readAssets(this.#api, wanted, signal);
    const assets = read.filter((asset) => asset !== undefined).filter(({ isTrashed }) => !isTrashed);
    const told = isFirstPass ? assets.filter((asset) => !mayBeMotionPart(asset)) : assets;
    const originals = await this.#withMotions(told, signal);
    // Only now, so that a page that failed can be had again.
    if (isFirstPass) this.#postponed.push(...assets.filter(mayBeMotionPart).map(({ id }) => id));
    for (const id of told.flatMap(motionIdsOf)) this.#claimed.add(id);
    this.#at += ids.length;
    return { originals, nextCursor: this.cursor };
  }

  async #withMotions(assets: readonly AnyAsset[], signal: CancelSignal): Promise<RemoteOriginal[]> {
    const originals: RemoteOriginal[] = [];
    for (const asset of assets) {
      const read = await readAssets(this.#api, motionIdsOf(asset), signal);
      const motions = read.filter((motion) => motion !== undefined).map(fileOf);
      const albumNames = this.#albumNames.get(asset.id) ?? [];
      for (const motion of motions.length === 0 ? [undefined] : motions)
        originals.push({ ...fileOf(asset), motion, albumNames });
    }
    return originals;
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
