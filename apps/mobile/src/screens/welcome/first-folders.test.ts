import { expect, it } from 'vitest';
import type { FolderCount } from '../../controller/device.ts';
import { sumOf } from './first-folders.ts';

const holding = (photoCount: number, screenshots: FolderCount['screenshots'] = []): FolderCount => ({
  photoCount,
  sizeBytes: photoCount * 100,
  isMore: false,
  screenshots,
});
const shots = (photoCount: number) => [{ name: 'Screenshots', photoCount, sizeBytes: photoCount * 10 }];

it('adds up what the chosen folders hold, less what is left out', () => {
  const counts = new Map([
    ['/a', holding(10, shots(4))],
    ['/b', holding(5, shots(1))],
    ['/c', holding(99)],
  ]);
  expect(sumOf(['/a', '/b'], counts, [])).toEqual({
    kind: 'counted',
    photoCount: 15,
    sizeBytes: 1500,
    isMore: false,
    leftOutCount: 0,
    screenshots: new Map([['Screenshots', 5]]),
  });
  expect(sumOf(['/a', '/b'], counts, ['Screenshots'])).toMatchObject({
    photoCount: 10,
    sizeBytes: 1450,
    leftOutCount: 5,
  });
});

it('says whether that is all', () => {
  expect(sumOf(['/a'], new Map([['/a', 'counting']]), []).kind).toBe('counting');
  expect(sumOf(['/a'], new Map(), []).kind).toBe('unknown');
  expect(sumOf(['/a'], new Map([['/a', { ...holding(10_000), isMore: true }]]), []).isMore).toBe(true);
});
