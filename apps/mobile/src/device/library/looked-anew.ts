import type { TextStore } from '../../controller/text-store.ts';
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

  constructor(memory: TextStore, userId: string) {
    this.#memory = memory;
    this.#key = `keepsake.${KNOWLEDGE}.${userId}`;
  }

  /** Whether what is known of it is from before. */
  isDue({ creationTime, mediaType }: MediaFacts): boolean {
    return mediaType === 'image' && momentOf(creationTime) > this.#upToMs();
  }

  /** A page of the album of everything was asked about. Of its last moment more may be on the next one. */
  note({ media, nextCursor }: MediaPage): void {
    const upToMs = nextCursor === undefined ? Infinity : momentOf(media.at(-1)?.creationTime ?? null) - 1;
    if (upToMs > this.#upToMs()) this.#memory.setItem(this.#key, String(upToMs));
  }

  #upToMs(): number {
    return Number(this.#memory.getItem(this.#key) ?? -Infinity);
  }
}

/** What has no date comes first on Android and iOS alike. */
const momentOf = (creationTime: number | null): number => creationTime ?? -Number.MAX_SAFE_INTEGER;
