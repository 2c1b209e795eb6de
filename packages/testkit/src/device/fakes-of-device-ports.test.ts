import { BackupError, type BackupNotification, type OpenedPart } from '@keepsake/engine';
import { createFakeClock } from '../library/fake-clock.ts';
import { FakeConditions } from '../library/fake-conditions.ts';
import { FakeHasher } from '../library/fake-hasher.ts';
import { FakeRunLock } from '../library/fake-run-lock.ts';
import { RecordingNotifier } from '../library/recording-notifier.ts';
import { createSeededRandom } from '../library/seeded-random.ts';
import { silentLogger } from '../library/silent-logger.ts';
import { Life } from '../world/life.ts';
import { contentOf } from '../world/phone/phone-content.ts';
import { SimulatedLibrary } from '../world/phone/simulated-library.ts';
import { SimulatedPhone } from '../world/phone/simulated-phone.ts';
import { VirtualClock } from '../world/time/virtual-clock.ts';
import { describeClockContract } from './clock-contract.ts';
import { describeConditionsContract } from './conditions-contract.ts';
import { describeHasherContract } from './hasher-contract.ts';
import { describeLoggerContract } from './logger-contract.ts';
import { describeNotifierContract } from './notifier-contract.ts';
import { describeRandomContract } from './random-contract.ts';
import { describeRemoverContract } from './remover-contract.ts';
import { describeRunLockContract } from './run-lock-contract.ts';

const NOW_MS = Date.UTC(2026, 0, 1);

describeConditionsContract('FakeConditions', async () => {
  const conditions = new FakeConditions();
  return { conditions, change: async (to) => conditions.change(to) };
});

describeNotifierContract('RecordingNotifier', async () => {
  const notifier = new RecordingNotifier();
  return {
    notifier,
    async shown() {
      const newest = new Map<string, BackupNotification>();
      for (const each of notifier.notifications) newest.set(each.kind, each);
      return [...newest.values()];
    },
    shownProgress: async () => notifier.progress.at(-1),
  };
});

describeHasherContract('FakeHasher', async () => ({
  hasher: new FakeHasher(),
  partOf: async (content): Promise<OpenedPart> => ({
    fileName: 'a.jpg',
    sizeBytes: content.length,
    async *read() {
      if (content === 'unreadable') throw new BackupError('file-unreadable', 'it cannot be read');
      for (let at = 0; at < content.length; at += 65_536) yield content.subarray(at, at + 65_536);
    },
  }),
}));

describeRunLockContract('FakeRunLock', async () => {
  const lock = new FakeRunLock();
  return { openLock: () => lock, pass: () => new Promise((resolve) => setImmediate(resolve)) };
});

describeClockContract('the clock of tests', () => {
  const clock = createFakeClock();
  return { clock, pass: (durationMs) => clock.advance(durationMs) };
});

describeClockContract('the clock of simulated worlds', () => {
  const clock = new VirtualClock(NOW_MS);
  return { clock, pass: (durationMs) => clock.advance(durationMs) };
});

describeRandomContract('the chance of tests and simulated worlds', () => createSeededRandom(7));

describeLoggerContract('the log of tests', () => ({ logger: silentLogger, read: () => undefined }));

describeRemoverContract('SimulatedLibrary', async () => {
  const clock = new VirtualClock(NOW_MS);
  const phone = new SimulatedPhone('android', clock);
  const library = new SimulatedLibrary(
    phone,
    new Life('app'),
    { bring: async () => undefined },
    () => undefined,
  );
  const timer = setInterval(() => void clock.advance(1_000), 0);
  const named = (fileName: string) => phone.assets.find(({ original }) => original.fileName === fileName)!;
  return {
    remover: library,
    library,
    add: async (fileName) =>
      void phone.addPhoto({
        fileName,
        content: contentOf(Buffer.from(fileName)),
        createdAtMs: NOW_MS,
        albums: [],
      }),
    edit: async (fileName) =>
      phone.edit(named(fileName), 'original', contentOf(Buffer.from(`${fileName} edited`)), false),
    remove: async (fileName) => phone.setDeleted(named(fileName), true),
    forbid: () => void (phone.isPermitted = false),
    close: async () => clearInterval(timer),
  };
});
