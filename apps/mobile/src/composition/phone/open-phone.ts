import {
  CHUNK_SIZES,
  createBackupEngine,
  createLeaseRunLock,
  type Ledger,
  type Logger,
} from '@keepsake/engine';
import { createRemote, type Credentials } from '@keepsake/remote';
import type { BackgroundRun, BackupNative } from '../../../modules/backup-native/src/index.ts';
import type { Preferences } from '../../controller/preferences.ts';
import { PhoneLibraryAccess } from '../../device/access/library-access.ts';
import { askForBackground } from '../../device/background/ask-for-background.ts';
import type { GrantedTime } from '../../device/background/granted-time.ts';
import { UnopenedRecords } from '../../device/background/unopened-records.ts';
import { Waking } from '../../device/background/waking.ts';
import { createPhoneConditions } from '../../device/conditions/phone-conditions.ts';
import { createPhoneCredentialStore } from '../../device/credentials/credential-store.ts';
import { BegunNotes } from '../../device/host/begun-notes.ts';
import type { PhoneEngine } from '../../device/host/open-person.ts';
import { PhoneAccount } from '../../device/host/phone-account.ts';
import { PhoneHost } from '../../device/host/phone-host.ts';
import { dropDeadLease } from '../../device/ledger/drop-dead-lease.ts';
import { openPhoneDatabases } from '../../device/ledger/phone-databases.ts';
import { createPhoneLedgerFiles } from '../../device/ledger/phone-files.ts';
import { HalfTold } from '../../device/library/half-told.ts';
import { phoneHasher } from '../../device/library/phone-hasher.ts';
import { LeftExports } from '../../device/library/left-exports.ts';
import { LookedAnew } from '../../device/library/looked-anew.ts';
import { createPhoneOriginalRemover } from '../../device/library/phone-original-remover.ts';
import { createPhonePhotoLibrary } from '../../device/library/phone-photo-library.ts';
import { recallFrom } from '../../device/library/recall-from.ts';
import { createTemporaryUris, type TemporaryUris } from '../../device/library/temporary-uris.ts';
import { isWaitingIn } from '../../device/library/waiting-in.ts';
import { createPhoneHttpTransport } from '../../device/net/phone-http-transport.ts';
import { withTransferErrors } from '../../device/net/transfer-errors.ts';
import { tellingTrust } from '../../device/net/telling-trust.ts';
import { awakeMsOf, chunkBytesOn, isAwakeFor, lifetimeOn } from '../../device/net/transfer-lifetime.ts';
import type { NotificationWords } from '../../device/notifier/notification-words.ts';
import { createPhoneNotifier, type PhoneNotifier } from '../../device/notifier/phone-notifier.ts';
import { phoneClock } from '../../device/system/phone-clock.ts';
import { phoneRandom } from '../../device/system/phone-random.ts';
import type { NativeModules } from './native-modules.ts';

/** How long a backup waits in the middle for a server or network that went away, before it gives up for this time. */
const OFFLINE_PATIENCE_MS = 60_000;
const MARKERS = 'keepsake.album-markers';

export interface PhoneDeps extends Omit<
  NativeModules,
  'appState' | 'deviceLanguages' | 'deviceName' | 'openUrl'
> {
  readonly native: BackupNative;
  readonly logger: Logger;
  /** Words in the language of the person's choice now. */
  readonly wordsOf: (language: Preferences['language']) => NotificationWords;
  readonly language: () => Preferences['language'];
}

/** Everything of the phone that the app and its background runs share in one process. */
export interface Phone {
  readonly host: PhoneHost;
  readonly account: PhoneAccount;
  readonly access: PhoneLibraryAccess;
  readonly conditions: ReturnType<typeof createPhoneConditions>;
  readonly notifier: PhoneNotifier;
  readonly unopened: UnopenedRecords;
  readonly waking: Waking;
  /** From now on the run's notification shows how far a backup is, and its time is counted on, until the returned function is called. */
  enter(run: BackgroundRun, time: GrantedTime): () => void;
}

/** Wires the adapters of a phone to the engine. The only place that does. */
export function openPhone(deps: PhoneDeps): Phone {
  const { platform, native, media, kit, memory, logger, newUuid } = deps;
  const databases = openPhoneDatabases({
    sqlite: deps.sqlite,
    files: createPhoneLedgerFiles(deps.openFile),
    folder: deps.databaseFolder,
    nowMs: () => phoneClock.now(),
  });
  const plain = tellingTrust(deps.plain, native);
  const currentRuns = new Map<BackgroundRun, GrantedTime>();
  const awakeMs = (): number => awakeMsOf(host.isActive, currentRuns.values());
  const transport = createPhoneHttpTransport({
    native: withTransferErrors(native),
    plain,
    clock: phoneClock,
    isPutOff: () => platform === 'ios' && !host.isActive && native.readConditions().network !== 'none',
    lifetimeOf: (totalBytes) => lifetimeOn(platform, totalBytes, awakeMs()),
    staysAwake: () => isAwakeFor(CHUNK_SIZES.chunkBytes, awakeMs()),
    makeRoom: () => temporary.makeRoom(),
  });
  const credentials = createPhoneCredentialStore({ secureStore: deps.secureStore, newUuid });
  const account = new PhoneAccount({ credentials, transport: plain, clock: phoneClock });
  const conditions = createPhoneConditions(native);
  const loadWords = async (): Promise<NotificationWords> => deps.wordsOf(deps.language());
  const notifier = createPhoneNotifier({
    kit,
    native,
    platform,
    clock: phoneClock,
    loadWords,
    defaultWords: deps.wordsOf('en'),
    currentRun: () => [...currentRuns.keys()].find(({ hasNotification }) => hasNotification),
  });
  const waking = new Waking({ native, loadWords, logger });
  const temporary: TemporaryUris = createTemporaryUris({
    native,
    left: new LeftExports(memory, phoneClock),
    isInTransfer: (uri) => transport.isInTransfer(uri),
  });
  const openLeases = async (): ReturnType<typeof databases.openLeases> => {
    const store = await databases.openLeases();
    await dropDeadLease(store, logger);
    return store;
  };
  let leases: ReturnType<typeof databases.openLeases> | undefined;

  const openEngine = async (
    ledger: Ledger,
    { serverUrl, userId, credential }: Credentials,
  ): Promise<PhoneEngine> => {
    leases ??= openLeases().catch((error: unknown) => {
      leases = undefined;
      throw error;
    });
    const store = await leases;
    const adapters = {
      media,
      native,
      platform,
      temporary,
      random: phoneRandom,
      newWorkId: newUuid,
      recall: recallFrom(ledger),
      isWaiting: isWaitingIn(ledger),
      lookedAnew: new LookedAnew(memory, userId),
      halfTold: new HalfTold(memory, userId),
      memory: {
        read: async () => memory.getItem(MARKERS),
        write: async (text: string) => memory.setItem(MARKERS, text),
      },
    };
    const library = createPhonePhotoLibrary(adapters);
    const controller = createBackupEngine({
      library,
      remover: createPhoneOriginalRemover(adapters),
      ledger,
      remote: createRemote({ transport: transport.of(userId), serverUrl, credential }),
      hasher: phoneHasher,
      clock: phoneClock,
      random: phoneRandom,
      runLock: createLeaseRunLock({ store, clock: phoneClock, logger, newOwner: newUuid }),
      notifier,
      conditions,
      logger,
      deviceId: await credentials.readDeviceId(),
      // iOS sends for an app that it froze; Android's processes live for as long as their run.
      options: {
        offlinePatienceMs: OFFLINE_PATIENCE_MS,
        sendsOn: platform === 'ios',
        chunkSizes: {
          ...CHUNK_SIZES,
          chunkBytesNow: () => chunkBytesOn(platform, CHUNK_SIZES.chunkBytes, awakeMs()),
        },
      },
    });
    return { controller, library };
  };

  const host: PhoneHost = new PhoneHost({
    account,
    begun: new BegunNotes(memory),
    databases,
    conditions,
    clock: phoneClock,
    logger,
    openEngine,
    endTransfers: () => transport.endAll(),
    removeCopies: () => temporary.sweep(async () => false),
    handOver: () => transport.handOver(),
    forbidMetered: () => transport.forbidMetered(),
    endLeft: () => transport.endLeft(),
    takenCount: () => transport.takenCount(),
    schedule: (settings) => waking.schedule(settings),
    requestTime: () => void native.requestRun().catch(() => undefined),
    showProgress: (progress) => notifier.showProgress(progress),
    onBegun: () => void askForBackground({ platform, kit, native, memory }),
  });
  return {
    host,
    account,
    access: new PhoneLibraryAccess({ media, openSettings: deps.openSettings }),
    conditions,
    notifier,
    waking,
    unopened: new UnopenedRecords({ notifier, memory }),
    enter(run, time) {
      currentRuns.set(run, time);
      return () => currentRuns.delete(run);
    },
  };
}
