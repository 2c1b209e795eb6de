import type { SeededRandom } from '../../library/seeded-random.ts';
import type { CloudKind, PartName, PhoneHappening } from './world-event.ts';

/** From this size on a file is large to the simulated engine: it goes in pieces. */
const LARGE_BYTES = 8 * 1024;

type Maker = (random: SeededRandom) => PhoneHappening;

const anyAsset = (random: SeededRandom): number => random.below(100);
const anyAlbum = (random: SeededRandom): number => random.below(8);
const part = (random: SeededRandom): PartName => (random.below(3) === 0 ? 'motion' : 'original');
const cloud = (random: SeededRandom): CloudKind =>
  random.below(5) > 0 ? 'on-phone' : random.pick(['fast', 'fast', 'slowly', 'never', 'not']);

function sizeBytes(random: SeededRandom): number {
  const sort = random.below(10);
  if (sort < 6) return 20 + random.below(900);
  if (sort < 8) return 1_000 + random.below(5_000);
  return LARGE_BYTES + random.below(3 * LARGE_BYTES);
}

/** A photo is taken now, or imported with a date of long ago (A6). */
export const photoTaken: Maker = (random) => ({
  kind: 'photo-taken',
  sort: random.pick([
    'photo',
    'photo',
    'photo',
    'raw',
    'video',
    'video',
    'video',
    'live',
    'live',
    random.pick(['other', 'empty']),
  ]),
  sizeBytes: sizeBytes(random),
  ageDays: random.below(4) === 0 ? random.below(6_000) : 0,
  album: anyAlbum(random),
  cloud: cloud(random),
  tellsSize: random.below(2) === 0,
});

const MAKERS: readonly (readonly [weight: number, make: Maker])[] = [
  [24, photoTaken],
  [
    6,
    (random) => ({
      kind: 'photo-copied',
      asset: anyAsset(random),
      part: part(random),
      album: anyAlbum(random),
    }),
  ],
  [
    14,
    (random) => ({
      kind: 'photo-edited',
      asset: anyAsset(random),
      part: part(random),
      sizeBytes: random.below(3) === 0 ? undefined : sizeBytes(random),
      keepsTime: random.below(3) === 0,
    }),
  ],
  [
    6,
    (random) => ({
      kind: 'photo-changed-while-read',
      asset: anyAsset(random),
      what: random.pick(['edited', 'edited', 'touched', 'deleted']),
    }),
  ],
  [5, (random) => ({ kind: 'photo-touched', asset: anyAsset(random) })],
  [7, (random) => ({ kind: 'photo-deleted', asset: anyAsset(random) })],
  [5, (random) => ({ kind: 'photo-undeleted', asset: anyAsset(random) })],
  [3, (random) => ({ kind: 'photo-favourited', asset: anyAsset(random) })],
  [5, (random) => ({ kind: 'photo-moved', asset: anyAsset(random), album: anyAlbum(random) })],
  [3, (random) => ({ kind: 'photo-left', asset: anyAsset(random), album: anyAlbum(random) })],
  [4, (random) => ({ kind: 'photo-clouded', asset: anyAsset(random), cloud: cloud(random) })],
  [
    4,
    (random) => ({
      kind: 'photo-broken',
      asset: anyAsset(random),
      code: random.pick(['file-unreadable', 'read-failed', 'device-full']),
      atByte: random.below(2) === 0 ? undefined : random.below(800),
    }),
  ],
  [4, (random) => ({ kind: 'photo-mended', asset: anyAsset(random) })],
  [
    2,
    (random) => ({ kind: 'album-made', name: `Album ${random.below(50)}`, isOnCard: random.below(3) === 0 }),
  ],
  [1, (random) => ({ kind: 'album-removed', album: anyAlbum(random) })],
  [1, (random) => ({ kind: 'album-renamed', album: anyAlbum(random), name: `Renamed ${random.below(50)}` })],
  [4, (random) => ({ kind: 'album-lies', album: anyAlbum(random), isLying: random.below(3) > 0 })],
  [1, () => ({ kind: 'permission', isGiven: false })],
  [2, (random) => ({ kind: 'access', oneIn: random.pick([2, 3]) })],
  [
    4,
    (random) => ({
      kind: 'card',
      card: random.pick(['there', 'partial', 'partial', 'silently-gone', 'library-unavailable']),
    }),
  ],
  [2, (random) => ({ kind: 'changes-told', telling: random.pick(['once', 'twice', 'late', 'never']) })],
];
const TOTAL_WEIGHT = MAKERS.reduce((sum, [weight]) => sum + weight, 0);

/** Something happens to the photos of a phone. */
export const generatePhoneHappening: Maker = (random) => {
  let at = random.below(TOTAL_WEIGHT);
  for (const [weight, make] of MAKERS) {
    if (at < weight) return make(random);
    at -= weight;
  }
  return photoTaken(random);
};
