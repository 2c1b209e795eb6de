import {
  throwIfCancelled,
  versionOf,
  type AssetId,
  type AssetPage,
  type AssetPageRequest,
  type AssetVersion,
  type CancelSignal,
  type ListedAlbum,
  type OpenedAsset,
  type OpenObserver,
  type OriginalRemover,
  type PhotoLibrary,
} from '@keepsake/engine';
import type { Life } from '../life.ts';
import type { Downlink } from '../net/downlink.ts';
import type { Observer } from '../observations.ts';
import { openOnPhone } from './open-on-phone.ts';
import { PHONE_EVERYTHING } from './phone-albums.ts';
import { filesOf, shownAsset, type PhoneAsset } from './phone-asset.ts';
import type { SimulatedPhone } from './simulated-phone.ts';

const LISTING_MS = 5;
/** Small, so that a library changes between two pages. */
const LONGEST_PAGE = 12;

/** What one process sees of a simulated phone, until it dies. */
export class SimulatedLibrary implements PhotoLibrary, OriginalRemover {
  readonly #phone: SimulatedPhone;
  readonly #life: Life;
  readonly #downlink: Downlink;
  readonly #observe: Observer;

  constructor(phone: SimulatedPhone, life: Life, downlink: Downlink, observe: Observer) {
    this.#phone = phone;
    this.#life = life;
    this.#downlink = downlink;
    this.#observe = observe;
  }

  listAlbums(signal: CancelSignal): Promise<readonly ListedAlbum[]> {
    return this.#listing(signal, () => {
      const { albums, card } = this.#phone;
      return albums.all
        .filter((album) => card !== 'silently-gone' || !album.isOnCard)
        .map((album) => {
          const assetCount = this.#phone.membersOf(album).length;
          return {
            id: album.id,
            name: album.name,
            kind: album.id === PHONE_EVERYTHING ? 'everything' : 'ordinary',
            parentId: album.parentId,
            marker: `r${album.revision}`,
            assetCount,
            isPartial: card === 'partial' && (album.isOnCard || album.id === PHONE_EVERYTHING),
          };
        });
    });
  }

  listAssets({ albumId, cursor, limit }: AssetPageRequest, signal: CancelSignal): Promise<AssetPage> {
    return this.#listing(signal, () => {
      const album = this.#phone.albums.get(albumId);
      if (album === undefined) return { assets: [], nextCursor: undefined };
      const after = Number(cursor ?? '0');
      const rest = this.#phone.membersOf(album).filter((asset) => asset.ordinal > after);
      const page = rest.slice(0, Math.min(limit, LONGEST_PAGE));
      const nextCursor = rest.length > page.length ? String(page.at(-1)?.ordinal) : undefined;
      return { assets: page.map(shownAsset), nextCursor };
    });
  }

  open(id: AssetId, observer: OpenObserver | undefined, signal: CancelSignal): Promise<OpenedAsset> {
    return this.#life.call(() => {
      this.#observe({ kind: 'opened', process: this.#life.name, assetId: id });
      return openOnPhone(this.#phone, this.#life, this.#downlink, id, observer, signal);
    });
  }

  sweepTemporary(): Promise<void> {
    return this.#life.call(async () => {
      this.#phone.temporary.sweep();
    });
  }

  subscribe(onChange: () => void): () => void {
    const stop = this.#phone.bell.subscribe(() => {
      this.#life.whenAwake(onChange);
    });
    const forget = this.#life.whenItDies(stop);
    return () => {
      forget();
      stop();
    };
  }

  remove(
    assets: readonly { readonly id: AssetId; readonly version: AssetVersion }[],
    signal: CancelSignal,
  ): Promise<readonly AssetId[]> {
    return this.#listing(signal, () => {
      const wanted = new Map(assets.map(({ id, version }) => [id, version]));
      const isWanted = (asset: PhoneAsset): boolean =>
        this.#phone.isShown(asset) && wanted.get(asset.id) === versionOf(shownAsset(asset));
      const removed: AssetId[] = [];
      for (const { id } of assets) {
        const asset = this.#phone.asset(id);
        if (asset === undefined) continue;
        const whole = this.#phone.wholeOf(asset);
        if (!whole.every(isWanted)) continue;
        const checksums = whole.flatMap(filesOf).map((file) => file.content.checksum);
        this.#observe({ kind: 'removed', process: this.#life.name, checksums });
        this.#phone.erase(asset);
        removed.push(...whole.map((each) => each.id));
      }
      return removed;
    });
  }

  #listing<Answer>(signal: CancelSignal, answer: () => Answer): Promise<Answer> {
    return this.#life.call(async () => {
      throwIfCancelled(signal);
      this.#phone.throwIfUnavailable();
      await this.#phone.clock.sleep(LISTING_MS, this.#life.until(signal));
      this.#phone.throwIfUnavailable();
      return answer();
    });
  }
}
