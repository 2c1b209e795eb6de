import type { AlbumChoice, ErrorCode, Settings } from '@keepsake/engine';
import { createSeededRandom, type SeededRandom } from '../../library/seeded-random.ts';
import type { ServerFault } from '../net/server-faults.ts';
import type { NetworkKind } from '../net/simulated-network.ts';
import { generatePhoneHappening, photoTaken } from './generate-phone-happening.ts';
import type { WorldEvent, WorldHappening } from './world-event.ts';

const HOUR_MS = 3_600_000;

/** So many events of a seed. The first give the phone some photos, and the person's first choice. */
export function generateEvents(seed: number, count: number): readonly WorldEvent[] {
  const random = createSeededRandom(seed);
  const opening = openingHappenings(random).map((happening) => ({ ...happening, thenMs: 1_000 }));
  const events: WorldEvent[] = opening.slice(0, count);
  let ends: readonly TroubleEnd[] = [];
  while (events.length < count) {
    const due = ends.find((end) => end.atEvent <= events.length);
    ends = ends.filter((end) => end !== due);
    const happening = due?.happening ?? generateHappening(random);
    const end = due === undefined ? endOf(happening) : undefined;
    if (end !== undefined) ends = [...ends, { atEvent: events.length + 1 + random.below(6), happening: end }];
    events.push({ ...happening, thenMs: generatePause(random) });
  }
  return events;
}

interface TroubleEnd {
  readonly atEvent: number;
  readonly happening: WorldHappening;
}

/** Trouble ends after a while, or nothing else would ever happen. */
function endOf(happening: WorldHappening): WorldHappening | undefined {
  switch (happening.kind) {
    case 'network':
      return happening.to === 'wifi'
        ? undefined
        : { kind: 'network', to: 'wifi', bytesPerSecond: 50_000, carriesOver: false };
    case 'login':
      return { kind: 'login', isGood: true };
    case 'server-disk':
      return { kind: 'server-disk', isFull: false };
    case 'quota':
      return { kind: 'quota', spareBytes: null };
    case 'server-fails':
    case 'server-dies-of':
      return { kind: 'server-heals' };
    case 'permission':
      return { kind: 'permission', isGiven: true };
    case 'card':
      return { kind: 'card', card: 'there' };
    case 'access':
      return { kind: 'access', oneIn: 0 };
    case 'low-data':
      return { kind: 'low-data', isOn: false };
    case 'power':
      return happening.isCharging ? undefined : { kind: 'power', isCharging: true };
    case 'store-fails':
      // What strikes one process alone is over when it has struck often enough.
      return happening.role === undefined ? { kind: 'stores-heal' } : undefined;
    case 'store-slow':
      return { kind: 'stores-heal' };
    default:
      return undefined;
  }
}

function openingHappenings(random: SeededRandom): readonly WorldHappening[] {
  const albums = ['Camera', 'Screenshots', 'Family ✓ 50/50', 'Card'].slice(0, 2 + random.below(3));
  return [
    ...albums.map((name): WorldHappening => ({ kind: 'album-made', name, isOnCard: name === 'Card' })),
    ...Array.from({ length: 4 + random.below(10) }, () => photoTaken(random)),
    { kind: 'backup-wanted', isOverMeteredAllowed: false },
    { kind: 'album-chosen', album: 0, choice: random.below(3) > 0 ? 'selected' : 'none' },
    { kind: 'album-chosen', album: 1 + random.below(4), choice: 'selected' },
    {
      kind: 'album-chosen',
      album: 1 + random.below(4),
      choice: random.pick(['excluded', 'selected', 'none']),
    },
    { kind: 'backup-wanted', isOverMeteredAllowed: false },
  ];
}

function generatePause(random: SeededRandom): number {
  const sort = random.below(100);
  if (sort < 35) return random.below(400);
  if (sort < 65) return random.below(5_000);
  if (sort < 85) return random.below(60_000);
  if (sort < 97) return random.below(HOUR_MS);
  return random.below(30 * HOUR_MS);
}

type Maker = (random: SeededRandom) => WorldHappening;

/** What happens how often, beside what happens to the phone's photos. */
const MAKERS: readonly (readonly [weight: number, make: Maker])[] = [
  [90, generatePhoneHappening],
  [30, (random) => ({ kind: 'backup-wanted', isOverMeteredAllowed: random.below(12) === 0 })],
  [22, (random) => ({ kind: 'background-run', budgetMs: random.pick([8_000, 30_000, 300_000, 1_800_000]) })],
  [12, (random) => ({ kind: 'album-chosen', album: random.below(8), choice: pickChoice(random) })],
  [14, (random) => ({ kind: 'settings-changed', settings: pickSettings(random) })],
  [6, () => ({ kind: 'cancelled' })],
  [5, () => ({ kind: 'retry-wanted' })],
  [4, () => ({ kind: 'upload-again-wanted' })],
  [5, (random) => ({ kind: 'verify-wanted', isDeep: random.below(2) === 0 })],
  [2, () => ({ kind: 'space-freed' })],
  [
    14,
    (random) => ({
      kind: 'killed',
      role: random.pick(['app', 'worker', 'agent']),
      afterSteps: 1 + random.below(120),
    }),
  ],
  [2, () => ({ kind: 'rebooted' })],
  [
    6,
    (random) => ({
      kind: 'suspended',
      role: random.pick(['app', 'app', 'worker', 'agent']),
      forMs: random.pick([2_000, 20_000, 300_000, 5 * HOUR_MS]),
    }),
  ],
  [14, pickStoreFailure],
  [5, pickSlowStore],
  [2, (random) => ({ kind: 'clock-jumped', byMs: random.pick([-26, -1, 1, 30]) * random.below(HOUR_MS) })],
  [6, () => ({ kind: 'time-passed' })],
  [24, pickNetwork],
  [2, () => ({ kind: 'low-data', isOn: true })],
  [8, (random) => ({ kind: 'power', isCharging: random.below(3) === 0 })],
  [26, pickFault],
  [3, pickDeadlyPhoto],
  [3, () => ({ kind: 'server-heals' })],
  [5, (random) => ({ kind: 'quota', spareBytes: random.below(20_000) })],
  [3, () => ({ kind: 'server-disk', isFull: true })],
  [3, () => ({ kind: 'login', isGood: false })],
  [8, pickLoss],
  [3, () => ({ kind: 'uploads-expired' })],
  [1, (random) => ({ kind: 'server-put-back', lostCount: random.pick([1, 3, 30]) })],
  [6, (random) => ({ kind: 'other-device-uploads', asset: random.below(100) })],
];
const TOTAL_WEIGHT = MAKERS.reduce((sum, [weight]) => sum + weight, 0);

function generateHappening(random: SeededRandom): WorldHappening {
  let at = random.below(TOTAL_WEIGHT);
  for (const [weight, make] of MAKERS) {
    if (at < weight) return make(random);
    at -= weight;
  }
  return { kind: 'time-passed' };
}

const pickChoice = (random: SeededRandom): AlbumChoice =>
  random.pick(['selected', 'selected', 'selected', 'excluded', 'none']);

function pickSettings(random: SeededRandom): Partial<Settings> {
  const isOn = random.below(2) === 0;
  return random.pick<Partial<Settings>>([
    { useCellularForUploadPhotos: isOn },
    { useCellularForUploadPhotos: true, useCellularForUploadVideos: false, requireUnmetered: false },
    { useCellularForUploadVideos: isOn },
    { requireUnmetered: isOn },
    { requireCharging: isOn },
    { requireCharging: true },
    { ignoreIcloudAssets: isOn },
    { syncAlbums: isOn },
    { parallelUploads: 1 + random.below(10) },
    { order: isOn ? 'newest-first' : 'photos-before-videos' },
    { cutOffAtMs: isOn ? null : Date.UTC(2025, random.below(12), 1) },
    { backgroundBackup: random.below(4) > 0 },
  ]);
}

function pickNetwork(random: SeededRandom): WorldHappening {
  const kinds: readonly NetworkKind[] = ['none', 'wifi', 'wifi', 'wifi', 'metered', 'metered', 'roaming'];
  return {
    kind: 'network',
    to: random.below(12) === 0 ? random.pick(['captive', 'captive-unnoticed']) : random.pick(kinds),
    bytesPerSecond: random.pick([500, 5_000, 50_000, 500_000]),
    carriesOver: random.below(2) === 0,
  };
}

function pickFault(random: SeededRandom): WorldHappening {
  return {
    kind: 'server-fails',
    target: random.pick(['any', 'questions', 'transfers', 'transfers']),
    fault: pickServerFault(random),
    times: random.pick([1, 1, 1, 2, 3, 6, 20]),
  };
}

function pickDeadlyPhoto(random: SeededRandom): WorldHappening {
  return {
    kind: 'server-dies-of',
    asset: random.below(100),
    afterBytes: random.below(6_000),
    forMs: random.pick([500, 4_000, 20_000]),
  };
}

function pickServerFault(random: SeededRandom): ServerFault {
  const bytes = random.below(6_000);
  const codes: readonly ErrorCode[] = ['server-error', 'server-error', 'bad-answer', 'rejected', 'forbidden'];
  return random.pick<ServerFault>([
    { kind: 'answers', code: random.pick(codes), retryAfterMs: undefined },
    { kind: 'answers', code: 'too-many-requests', retryAfterMs: random.pick([undefined, 1_000, 90_000]) },
    { kind: 'stalls' },
    { kind: 'times-out', afterMs: 60_000 },
    { kind: 'answer-lost' },
    { kind: 'answer-lost' },
    { kind: 'nonsense' },
    { kind: 'cut', afterBytes: bytes },
    { kind: 'cut', afterBytes: bytes },
    { kind: 'stalls-after', bytes },
    { kind: 'corrupts' },
    { kind: 'names-wrong-checksum' },
  ]);
}

function pickLoss(random: SeededRandom): WorldHappening {
  const isOfMotion = random.below(4) === 0;
  return {
    kind: 'server-loses',
    asset: random.below(100),
    how: random.pick(['trashed', 'erased', 'rotten']),
    ...(isOfMotion && { part: 'motion' }),
  };
}

function pickStoreFailure(random: SeededRandom): WorldHappening {
  const failure = random.pick(['SQLITE_BUSY', 'SQLITE_FULL', 'SQLITE_IOERR'] as const);
  if (random.below(2) === 0) {
    // After the lock was taken, and for longer than a claim to it lasts.
    const role = random.pick(['app', 'app', 'worker', 'agent']);
    const spared = 2 + random.below(4);
    return { kind: 'store-fails', store: 'lease', target: 'any', failure, spared, times: 90, role };
  }
  return {
    kind: 'store-fails',
    store: random.below(5) === 0 ? 'lease' : 'ledger',
    target: random.pick(['reads', 'writes', 'writes', 'any']),
    failure,
    spared: random.pick([0, random.below(10), random.below(10), random.below(60)]),
    times: random.pick([1, 1, 1, 2, 20]),
  };
}

function pickSlowStore(random: SeededRandom): WorldHappening {
  return {
    kind: 'store-slow',
    store: random.below(3) === 0 ? 'lease' : 'ledger',
    slowMs: random.pick([5, 40, 300, 2_500]),
  };
}
