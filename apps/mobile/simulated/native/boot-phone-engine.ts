import type { BackupNotification, NotifiedProgress, Notifier } from '@keepsake/engine';
import type { BootEngine, DevicePorts, SimulatedWorld } from '@keepsake/testkit';
import { createPhoneConditions } from '../../src/device/conditions/phone-conditions.ts';
import { phoneHasher } from '../../src/device/library/phone-hasher.ts';
import { recallFrom } from '../../src/device/library/recall-from.ts';
import { createPhoneOriginalRemover } from '../../src/device/library/phone-original-remover.ts';
import { createPhonePhotoLibrary } from '../../src/device/library/phone-photo-library.ts';
import {
  createPhoneNotifier,
  type PhoneNotifier,
  type PhoneNotifierDeps,
} from '../../src/device/notifier/phone-notifier.ts';
import type { NotificationWords } from '../../src/device/notifier/notification-words.ts';
import { adapterDepsOf, newPhoneMemory, type PhoneMemory } from './open-phone-world.ts';

/**
 * Boots an engine whose library, remover, hasher, conditions and notifier are the real ones of the app, over native modules that are
 * imitated on the simulated phone.
 */
export function phoneEngines(boot: BootEngine): (world: () => SimulatedWorld) => BootEngine {
  return (world) => {
    const memory = newPhoneMemory();
    return (ports) => {
      const phonePorts = phonePortsOf(ports, world(), memory);
      const engine = boot(phonePorts);
      return {
        ...engine,
        async start(wanted) {
          const outcome = await engine.start(wanted);
          await phonePorts.notifier.settled();
          return outcome;
        },
      };
    };
  };
}

interface PhonePorts extends DevicePorts {
  readonly notifier: PhoneNotifier;
}

/** The same ports by the app's adapters. */
function phonePortsOf(ports: DevicePorts, { phone }: SimulatedWorld, memory: PhoneMemory): PhonePorts {
  phone.datesOf = 'asset';
  const { clock, library, remover, conditions, ledger } = ports;
  const deps = adapterDepsOf({ phone, clock, library, remover, conditions }, recallFrom(ledger), memory);
  return {
    ...ports,
    library: createPhonePhotoLibrary(deps),
    remover: createPhoneOriginalRemover(deps),
    hasher: phoneHasher,
    conditions: createPhoneConditions(deps.native),
    notifier: createPhoneNotifier({
      kit: imitatedKit(ports.notifier),
      native: deps.native,
      platform: phone.flavour,
      // A notification that waits for its turn, or to be renewed, is nothing that a world's time needs to pass for.
      clock: { sleep: (ms) => (ms > 10_000 ? new Promise(() => undefined) : Promise.resolve()) },
      loadWords: async () => WORDS,
      defaultWords: WORDS,
      currentRun: () => undefined,
    }),
  };
}

/** What the system would show is told to whoever watches the world. */
function imitatedKit(notifier: Notifier): PhoneNotifierDeps['kit'] {
  return {
    async displayNotification({ id = '', data = {} }) {
      if (id === 'progress') notifier.showProgress(data as unknown as NotifiedProgress);
      else notifier.notify(data as unknown as BackupNotification);
      return id;
    },
    async cancelNotification() {
      notifier.showProgress(undefined);
    },
    createChannels: async () => undefined,
  };
}

const WORDS: NotificationWords = {
  progressChannel: 'Progress',
  problemChannel: 'Problems',
  title: 'Keepsake',
  looking: 'Looking',
  uploading: ({ settledCount, totalCount }) => `${settledCount}/${totalCount}`,
  failed: (count) => ({ title: `${count} failed`, body: '' }),
  stopped: (code) => ({ title: code, body: '' }),
};
