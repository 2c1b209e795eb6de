import { Life, SimulatedLibrary, SimulatedPhone, VirtualClock, type PhoneFlavour } from '@keepsake/testkit';
import { FakeConditions, createSeededRandom } from '@keepsake/testkit';
import {
  createPhonePhotoLibrary,
  type PhoneLibraryDeps,
} from '../../src/device/library/phone-photo-library.ts';
import { HalfTold } from '../../src/device/library/half-told.ts';
import { LeftExports } from '../../src/device/library/left-exports.ts';
import { LookedAnew } from '../../src/device/library/looked-anew.ts';
import { createPhoneOriginalRemover } from '../../src/device/library/phone-original-remover.ts';
import { createTemporaryUris } from '../../src/device/library/temporary-uris.ts';
import type { AssetId, Clock, DeviceAsset } from '@keepsake/engine';
import type { TextStore } from '../../src/controller/text-store.ts';
import type { BackupNative } from '../../modules/backup-native/src/index.ts';
import { createFakeBackupNative } from './fake-backup-native.ts';
import { createFakeMediaLibrary } from './fake-media-library.ts';
import type { PhoneWorld } from './phone-world.ts';

const NOW_MS = Date.UTC(2026, 0, 1);

/** What of a phone outlives its processes beside the ledger and the lease. */
export interface PhoneMemory {
  /** Of its albums. */
  text: string | null;
  readonly texts: TextStore;
}

export function newPhoneMemory(): PhoneMemory {
  const texts = new Map<string, string>();
  return {
    text: null,
    texts: {
      getItem: (key) => texts.get(key) ?? null,
      setItem: (key, text) => void texts.set(key, text),
    },
  };
}

/** What the adapters of one process need, over a simulated phone. */
export function adapterDepsOf(
  world: PhoneWorld,
  recall: PhoneLibraryDeps['recall'],
  memory: PhoneMemory,
): PhoneLibraryDeps & { readonly native: BackupNative } {
  const native = createFakeBackupNative(world);
  let workCount = 0;
  const texts = { getItem: () => 'Infinity', setItem: () => undefined };
  return {
    media: createFakeMediaLibrary(world),
    native,
    platform: world.phone.flavour,
    random: createSeededRandom(1),
    recall,
    // In its worlds nothing is as large as what is left for another turn.
    isWaiting: async () => true,
    // Of all that is new to it once: a phone whose first version this is.
    lookedAnew: new LookedAnew(texts, 'ada'),
    halfTold: new HalfTold(memory.texts, 'ada'),
    memory: {
      read: async () => memory.text,
      async write(text) {
        memory.text = text;
      },
    },
    newWorkId: () => `work-${(workCount += 1)}`,
    temporary: createTemporaryUris({
      native,
      left: new LeftExports(memory.texts, world.clock),
      isInTransfer: () => false,
    }),
  };
}

/** A phone whose time passes by itself, and the real adapters of one process over it. */
export function openPhoneWorld(flavour: PhoneFlavour) {
  const clock = new VirtualClock(NOW_MS);
  const phone = new SimulatedPhone(flavour, clock);
  phone.datesOf = 'asset';
  const life = new Life('app');
  const conditions = new FakeConditions();
  const known = new Map<AssetId, DeviceAsset>();
  /** The phone as a process of this life sees it. */
  const worldOf = (of: Life): PhoneWorld => {
    const library = new SimulatedLibrary(phone, of, { bring: () => clock.sleep(5) }, () => undefined);
    const mortalClock: Clock = {
      now: () => clock.now(),
      sleep: (ms, signal) => of.call(() => clock.sleep(ms, signal)),
    };
    return { phone, clock: mortalClock, library, remover: library, conditions };
  };
  const world = worldOf(life);
  const recall: PhoneLibraryDeps['recall'] = async (ids) =>
    new Map(ids.flatMap((id) => (known.has(id) ? [[id, known.get(id)!] as const] : [])));
  const memory = newPhoneMemory();
  const deps = adapterDepsOf(world, recall, memory);
  const timer = setInterval(() => void clock.advance(1_000), 0);
  return {
    clock,
    phone,
    conditions,
    life,
    world,
    worldOf,
    deps,
    memory,
    /** What a ledger would know of. */
    known,
    library: createPhonePhotoLibrary(deps),
    remover: createPhoneOriginalRemover(deps),
    stop: () => {
      clearInterval(timer);
    },
  };
}
