import { expect, it } from 'vitest';
import { AssetSet } from './asset-set.ts';

it('a set of assets has what was added, each once, also across its chunks', () => {
  const set = new AssetSet();
  const added = [0, 1, 7, 8, 65_535, 65_536, 65_537, 1_000_000, 2 ** 40];
  for (const asset of [...added, ...added]) set.add(asset);
  expect(set.size).toBe(added.length);
  expect(added.filter((asset) => !set.has(asset))).toEqual([]);
  expect([2, 6, 9, 65_534, 65_538, 999_999, 2 ** 40 + 1].filter((asset) => set.has(asset))).toEqual([]);
});
