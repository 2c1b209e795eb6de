import { expect, it } from 'vitest';
import { albumSyncLine } from './summary.ts';

it('[S2] what could not be put into its albums is counted, and nothing is said where nothing is left over', () => {
  const lineOf = (leftOverCount: number) => albumSyncLine({ albumSync: { syncedCount: 3, leftOverCount } });
  expect(albumSyncLine({ albumSync: undefined })).toBeUndefined();
  expect(lineOf(0)).toBeUndefined();
  expect(lineOf(1)).toBe(
    '1 photo or video could not be put into their albums on the server. The next backup tries again.',
  );
  expect(lineOf(1_200)).toMatch(/^1,200 photos and videos could not be put/);
});
