import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import type { Download } from './downloads.ts';
import { planArchives, type PlannedArchive } from './plan-archives.ts';

const file = (id: string, sizeBytes: number) => ({
  id,
  path: id,
  sizeBytes,
  fileName: id,
  modifiedAt: '',
  isDamaged: false,
});
const download = (id: string, sizeBytes: number, motionBytes?: number): Download => ({
  original: file(id, sizeBytes),
  motion: motionBytes === undefined ? undefined : file(`${id}-motion`, motionBytes),
  sidecar: undefined,
});

/** Each in a page of its own: where pages end makes no difference. */
const plan = (downloads: readonly Download[], maxBytes: number): Promise<readonly PlannedArchive[]> =>
  Readable.from(planArchives(Readable.from(downloads.map((one) => [one])), maxBytes)).toArray();

it('fills archives up to their size, and never parts a Live Photo', async () => {
  expect(await plan([download('a', 4), download('b', 3, 3), download('c', 4)], 10)).toEqual([
    { size: 10, assetIds: ['a', 'b', 'b-motion'] },
    { size: 4, assetIds: ['c'] },
  ]);
});

it('gives what is larger than an archive may be one of its own', async () => {
  expect(await plan([download('a', 4), download('b', 50), download('c', 4)], 10)).toEqual([
    { size: 4, assetIds: ['a'] },
    { size: 50, assetIds: ['b'] },
    { size: 4, assetIds: ['c'] },
  ]);
  expect(await plan([], 10)).toEqual([]);
});

it('puts no more into one than can be asked for at once', async () => {
  const many = Array.from({ length: 7000 }, (_, n) => download(`${n}`, 1, 1));
  expect((await plan(many, 1e9)).map(({ assetIds }) => assetIds.length)).toEqual([10_000, 4000]);
});
