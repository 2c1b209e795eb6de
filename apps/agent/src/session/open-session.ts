import { join } from 'node:path';
import {
  CancelSource,
  createBackupEngine,
  type BackupController,
  type Conditions,
  type RemoteDescription,
} from '@keepsake/engine';
import { createRemote } from '@keepsake/remote';
import type { FolderWatch } from '../device/folder-watch.ts';
import { FileRunLock } from '../device/file-run-lock.ts';
import { openFolderLibrary, type FolderLibrary } from '../device/folder-library.ts';
import { nodeHasher } from '../device/node-hasher.ts';
import { systemClock } from '../device/system-clock.ts';
import { createSystemConditions } from '../device/system-conditions.ts';
import { systemRandom } from '../device/system-random.ts';
import { findVanishedFolders, type VanishedFolder } from '../device/vanished-folders.ts';
import { openNodeHttpTransport } from '../net/node-http-transport.ts';
import type { Credentials } from '@keepsake/remote';
import type { Profile } from '../profile/profile.ts';
import { countMotionParts } from './count-motion-parts.ts';
import { countKnownMedia, goneSince, recallAssets } from './known-files.ts';
import { noteOwner } from './ledger-owners.ts';
import { ledgerWithHistory } from './ledger-with-history.ts';
import { ledgerWithoutCounts } from './ledger-without-counts.ts';
import { chooseLibrary, ledgerNameOf, type LibraryRequest } from './library-choice.ts';
import { openLedger } from './open-ledger.ts';
import { requireCredentials } from './require-credentials.ts';

/** How long a backup waits in the middle for a server or network that went away, before it gives up for this time. */
export const OFFLINE_PATIENCE_MS = 60_000;

/** One library of one person on one server, wired up. To be closed. */
export interface Session {
  readonly controller: BackupController;
  readonly library: FolderLibrary;
  readonly folders: readonly string[];
  readonly credentials: Credentials;
  readonly ledgerFile: string;
  /** Asks the server who it is and what it can do. Errors are those of `Remote`. */
  describeServer(): Promise<RemoteDescription>;
  /** Whether a run goes on, here or in another process. */
  isRunning(): Promise<boolean>;
  /** Motion parts that were sent for photos that the server had already; the engine counts those as not sent. */
  motionPartsSent(): number;
  /** Folders that are gone, since the last backup came to its end, with files that were not backed up. */
  findVanishedFolders(): Promise<readonly VanishedFolder[]>;
  /** The path of a damaged ledger that was set aside. */
  readonly setAsideLedger: string | undefined;
  /** The choice of albums went with a damaged ledger, and was not made anew since: nothing may be sent. */
  readonly hasLostChoice: boolean;
  /** The choice was made anew. */
  forgetLoss(): Promise<void>;
  close(): Promise<void>;
}

export interface SessionOptions {
  /** What is empty now is taken for emptied by the person, not for a disk that is not connected. */
  readonly isEmptiedOnPurpose?: boolean;
  /** Of this computer, where somebody follows them already. */
  readonly conditions?: Conditions;
  /** Watches the folders, and learns of each look which there are. */
  readonly watch?: FolderWatch;
}

/**
 * Wires the engine for the signed-in person and a library.
 *
 * @throws CommandError when nobody is signed in or a folder is missing
 */
export async function openSession(
  profile: Profile,
  request: LibraryRequest,
  { isEmptiedOnPurpose = false, conditions, watch }: SessionOptions = {},
): Promise<Session> {
  const credentials = await requireCredentials(profile);
  const folders = await chooseLibrary(request, profile);
  const ledgerFile = join(profile.ledgerFolder, ledgerNameOf(credentials.userId, folders));
  const opened = await openLedger(ledgerFile, systemClock.now());
  await noteOwner(ledgerFile, { userId: credentials.userId, folders });
  const transport = openNodeHttpTransport();
  const known = ledgerWithHistory(opened.ledger, profile, { userId: credentials.userId, folders });
  const ledger = isEmptiedOnPurpose ? ledgerWithoutCounts(known) : known;
  const assets: Pick<BackupController, 'listAssets'> = { listAssets: (query) => ledger.readAssets(query) };
  const library = openFolderLibrary(folders, {
    countKnownMedia: async (root) => (isEmptiedOnPurpose ? 0 : countKnownMedia(assets, root)),
    recall: (ids) => recallAssets(ledger, ids),
    watch,
  });
  // A clock that was set back must not hide what is gone from now on.
  const { lastBackupAtMs = 0 } = await ledger.readState();
  const toldUntilMs = Math.min(lastBackupAtMs, systemClock.now() - 1);
  const { serverUrl, credential } = credentials;
  const { remote, motionPartsSent } = countMotionParts(createRemote({ transport, serverUrl, credential }));
  const runLock = new FileRunLock(`${ledgerFile}.lock`);
  const controller = createBackupEngine({
    library,
    ledger,
    remote,
    hasher: nodeHasher,
    clock: systemClock,
    random: systemRandom,
    runLock,
    // Whoever runs a command looks at it.
    notifier: { prepare: async () => undefined, notify: () => undefined, showProgress: () => undefined },
    conditions: conditions ?? createSystemConditions({ clock: systemClock }),
    logger: { log: () => undefined },
    deviceId: await profile.readDeviceId(),
    options: { offlinePatienceMs: OFFLINE_PATIENCE_MS },
  });
  return {
    controller,
    library,
    folders,
    credentials,
    ledgerFile,
    describeServer: () => remote.describe(new CancelSource()),
    isRunning: () => runLock.isHeld(),
    motionPartsSent,
    findVanishedFolders: async () =>
      isEmptiedOnPurpose ? [] : findVanishedFolders(goneSince(assets, toldUntilMs), folders),
    setAsideLedger: opened.setAside,
    hasLostChoice: opened.hasLostChoice,
    forgetLoss: () => opened.forgetLoss(),
    async close() {
      transport.close();
      await opened.close();
    },
  };
}
