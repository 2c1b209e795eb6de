import type { TextStore } from '../../controller/text-store.ts';
import { forgiving } from '../system/forgiving-store.ts';
import type { MediaFacts } from './device-asset.ts';
import type { MediaPage } from './media-pages.ts';

/** To be changed by a version that learns more of a photo than the ones before it did. Of a RAW beside its JPEG the first knew nothing. */
const KNOWLEDGE = 'raw-beside';

/**
 * How far through its library a phone has looked since this version knows more of a photo: of those behind that, what is known from before is asked
 * for again, once. It goes with the pages of the album of everything, from the oldest on, and is kept between processes, since iOS
 * seldom grants the minutes that it takes at once.
 */
export class LookedAnew {
  readonly #memory: TextStore;
  readonly #key: string;
  #upToMs: number | undefined;
  /** How far the page goes that was told last. Whoever reads it may be ended before it is written down. */
  #toldUpToMs: number | undefined;

  constructor(memory: TextStore, userId: string) {
    this.#memory = forgiving(memory);
    this.#key = `keepsake.${KNOWLEDGE}.${userId}`;
  }

  /** Whether what is known of it is from before. */
  isDue({ creationTime, mediaType }: MediaFacts): boolean {
    return mediaType === 'image' && momentOf(creationTime) > this.#readUpToMs();
  }

  /** A page of the album of everything was asked about, and is told. Of its last moment more may be on the next one. */
  told({ media, nextCursor }: MediaPage): void {
    this.#toldUpToMs = nextCursor === undefined ? Infinity : momentOf(media.at(-1)?.creationTime ?? null) - 1;
  }

  /** Whoever was told goes on, and has written it down. */
  keep(): void {
    const upToMs = this.#toldUpToMs;
    this.#toldUpToMs = undefined;
    if (upToMs === undefined || upToMs <= this.#readUpToMs()) return;
    this.#upToMs = upToMs;
    this.#memory.setItem(this.#key, String(upToMs));
  }

  /** Whoever was told begins anew: whether it was written down is not known. */
  drop(): void {
    this.#toldUpToMs = undefined;
  }

  /** Read once: it is asked for with every photo. */
  #readUpToMs(): number {
    this.#upToMs ??= Number(this.#memory.getItem(this.#key) ?? -Infinity);
    return this.#upToMs;
  }
}

/** What has no date comes first on Android and iOS alike. */
const momentOf = (creationTime: number | null): number => creationTime ?? -Number.MAX_SAFE_INTEGER;
