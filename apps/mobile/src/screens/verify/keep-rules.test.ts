import { describe, expect, it } from 'vitest';
import type { Removable } from '../../controller/proving.ts';
import { removableUnder, sizeOf } from './keep-rules.ts';

const DAY = 24 * 3_600_000;
const NOW = 1_000 * DAY;

function item(id: string, ageDays: number, isFavorite: boolean, albumIds: readonly string[]): Removable {
  const asset = { id, createdAtMs: NOW - ageDays * DAY, isFavorite };
  return { record: { asset, albumIds }, sizeBytes: 10 } as unknown as Removable;
}

const ITEMS = [
  item('old', 400, false, ['everything']),
  item('loved', 400, true, ['everything']),
  item('new', 29, false, ['everything']),
  item('family', 31, false, ['everything', 'family']),
];
const idsUnder = (favourites: boolean, recent: boolean, albums: readonly string[]): readonly string[] =>
  removableUnder(ITEMS, { favourites, recent, albums }, NOW).map(({ record }) => record.asset.id);

describe('what stays on the device', () => {
  it.each([
    ['nothing', false, false, [], ['old', 'loved', 'new', 'family']],
    ['favourites', true, false, [], ['old', 'new', 'family']],
    ['the last thirty days', false, true, [], ['old', 'loved', 'family']],
    ['an album', false, false, ['family'], ['old', 'loved', 'new']],
    ['all of that', true, true, ['family'], ['old']],
  ] as const)('%s', (_what, favourites, recent, albums, expected) => {
    expect(idsUnder(favourites, recent, albums)).toEqual(expected);
  });

  it('is added up', () => {
    expect(sizeOf(ITEMS)).toBe(40);
  });
});
