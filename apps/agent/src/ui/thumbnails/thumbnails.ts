import { createHash } from 'node:crypto';
import { versionOf, type AlbumId, type AssetId, type CancelSignal, type OpenedAsset } from '@keepsake/engine';
import type { LedgerReports } from '@keepsake/ledger';
import { osPathOf } from '../../device/file-name-codec.ts';
import { openKnown, type KnownFiles } from './open-known.ts';
import type { PictureCache } from './picture-cache.ts';
import type { PictureDecoder } from './picture-decoder.ts';

export interface ThumbnailDeps {
  readonly host: KnownFiles & {
    readonly reports: Pick<LedgerReports, 'findNewestPictures'> | undefined;
  };
  readonly cache: PictureCache;
  readonly decoder: PictureDecoder;
}

export type Thumbnail =
  | { readonly kind: 'picture'; readonly jpeg: Uint8Array; readonly etag: string }
  /** The ledger does not know it, or it is gone. */
  | { readonly kind: 'unknown' }
  /** A video, a picture in a cloud, a file that is no picture. */
  | { readonly kind: 'no-picture' };

/** Few sizes, so that a picture is not made for every width of a window. */
const EDGES = [96, 192, 384, 768] as const;
/** Of a library of any size, an album's cover is one of these. */
const COVERS_TRIED = 24;
/** What showed nothing is not tried again each time it scrolls by. */
const MOST_REMEMBERED = 5_000;

/** Small square pictures of what the ledger knows; nothing else is ever read. */
export class Thumbnails {
  readonly #deps: ThumbnailDeps;
  readonly #withoutPicture = new Set<string>();

  constructor(deps: ThumbnailDeps) {
    this.#deps = deps;
  }

  async ofAsset(id: AssetId, edgePx: number, signal: CancelSignal): Promise<Thumbnail> {
    const known = await openKnown(this.#deps.host, id, 'image', signal);
    if (known.kind !== 'opened') return known;
    try {
      return await this.#pictureOf(known.opened, edgePx, signal);
    } finally {
      await known.opened.close();
    }
  }

  /** The newest picture of an album that can be shown. */
  async ofAlbum(id: AlbumId, edgePx: number, signal: CancelSignal): Promise<Thumbnail> {
    const newest = (await this.#deps.host.reports?.findNewestPictures(id, COVERS_TRIED)) ?? [];
    for (const asset of newest) {
      const thumbnail = await this.ofAsset(asset, edgePx, signal);
      if (thumbnail.kind === 'picture') return thumbnail;
    }
    return { kind: newest.length === 0 ? 'unknown' : 'no-picture' };
  }

  async #pictureOf({ asset }: OpenedAsset, wantedPx: number, signal: CancelSignal): Promise<Thumbnail> {
    const { cache, decoder } = this.#deps;
    const edgePx = EDGES.find((edge) => edge >= wantedPx) ?? EDGES[EDGES.length - 1] ?? wantedPx;
    const key = createHash('sha256')
      .update(`${asset.id}\0${versionOf(asset)}\0${edgePx}`)
      .digest('hex');
    if (this.#withoutPicture.has(key)) return { kind: 'no-picture' };
    const known = await cache.get(key);
    if (known !== undefined) return { kind: 'picture', jpeg: known, etag: key };
    const jpeg = await decoder.decode(osPathOf(asset.id), edgePx, signal);
    if (jpeg === undefined) {
      this.#remember(key);
      return { kind: 'no-picture' };
    }
    await cache.put(key, jpeg);
    return { kind: 'picture', jpeg, etag: key };
  }

  #remember(key: string): void {
    const [oldest] = this.#withoutPicture;
    if (this.#withoutPicture.size >= MOST_REMEMBERED && oldest !== undefined)
      this.#withoutPicture.delete(oldest);
    this.#withoutPicture.add(key);
  }
}
