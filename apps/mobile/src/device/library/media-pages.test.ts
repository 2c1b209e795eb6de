import { contentOf } from '@keepsake/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { openPhoneWorld } from '../../../simulated/native/open-phone-world.ts';
import { EVERYTHING, readMediaPage } from './media-pages.ts';

const BEGAN_MS = Date.UTC(2026, 0, 1);
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A library of photos that were taken at these moments, and how many rows it walks past or tells in all. */
function open(flavour: 'android' | 'ios', moments: readonly number[]) {
  const { phone, deps, stop } = openPhoneWorld(flavour);
  stops.push(stop);
  const photos = moments.map((createdAtMs, index) =>
    phone.addPhoto({
      fileName: `${index}.jpg`,
      content: contentOf(new Uint8Array(1)),
      createdAtMs,
      albums: [],
    }),
  );
  let walked = 0;
  class CountedQuery extends deps.media.Query {
    override offset(offset: number) {
      walked += offset;
      return super.offset(offset);
    }
    override limit(limit: number) {
      walked += limit;
      return super.limit(limit);
    }
  }
  const media = { ...deps.media, Query: CountedQuery };
  const readAll = async (
    limit: number,
    between: () => void = () => undefined,
  ): Promise<readonly string[]> => {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await readMediaPage(media, { albumId: EVERYTHING, cursor, limit });
      ids.push(...page.media.map(({ id }) => id));
      cursor = page.nextCursor;
      between();
    } while (cursor !== undefined);
    return ids;
  };
  return { phone, photos, readAll, walkedCount: () => walked };
}

const each = (count: number, momentOf: (index: number) => number): readonly number[] =>
  Array.from({ length: count }, (_, index) => momentOf(index));

describe.each(['android', 'ios'] as const)('pages of media (%s)', (flavour) => {
  it('[A10] cost the last one no more than the first', async () => {
    const { readAll, walkedCount } = open(
      flavour,
      each(1_000, (index) => BEGAN_MS + index * 1_000),
    );
    expect(new Set(await readAll(10)).size).toBe(1_000);
    expect(walkedCount()).toBeLessThan(2_000);
  });

  it.each([
    ['at one moment', () => BEGAN_MS],
    ['at no moment that is known', () => 0],
    ['a few at each moment', (index: number) => BEGAN_MS + Math.floor(index / 7)],
    ['before there were phones', (index: number) => (index - 15) * 86_400_000],
    ['some without a moment', (index: number) => (index < 12 ? 0 : BEGAN_MS + index)],
    ['right at the beginning of time', (index: number) => Math.floor(index / 12)],
  ])('[A6] tell each photo once, also of those that were taken %s', async (_when, momentOf) => {
    const { readAll } = open(flavour, each(30, momentOf));
    const ids = await readAll(5);
    expect([ids.length, new Set(ids).size]).toEqual([30, 30]);
  });

  it('[A6] lose nobody while photos are deleted before them, and taken behind them', async () => {
    const { phone, photos, readAll } = open(
      flavour,
      each(60, (index) => BEGAN_MS + Math.floor(index / 4)),
    );
    let next = 0;
    const ids = await readAll(6, () => {
      const gone = photos[next];
      if (gone !== undefined && next < 12) phone.setDeleted(gone, true);
      next += 1;
    });
    expect(new Set(ids).size).toBe(60);
  });
});
