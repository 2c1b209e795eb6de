import { typed } from '../cli/command-name.ts';
import { randomUUID } from 'node:crypto';
import { access, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeviceId } from '@keepsake/engine';
import { credentialsOf, type CredentialStore } from '@keepsake/remote';
import { CommandError } from '../cli/command-error.ts';
import { EXIT } from '../cli/exit-codes.ts';
import { cannotKeep, readJsonFile, writeJsonFile } from './json-file.ts';
import { makeFolder } from './make-folder.ts';
import { makePrivate } from './make-private.ts';
import { whileAlone } from './while-alone.ts';

/** The folders of one library, by their real paths, in the order of paths. */
export type LibraryFolders = readonly string[];

/**
 * The files of one installation on one computer: sign-in, device id, the libraries that were backed up, ledgers. Errors: `CommandError`;
 * of a sign-in that is damaged, that signing in makes a new one.
 */
export interface Profile extends CredentialStore {
  readonly ledgerFolder: string;
  /** Who is signed in; read by `readCredentials`. */
  readonly credentialsFile: string;
  /** What `keepsake watch` writes of itself. */
  readonly watchFile: string;
  /** The libraries that were backed up, each by its folders, the last one first; none at first. */
  readLibraries(): Promise<readonly LibraryFolders[]>;
  /** Writes what `change` makes of them, in one step: what other processes write at the same moment is kept. */
  changeLibraries(change: (libraries: readonly LibraryFolders[]) => readonly LibraryFolders[]): Promise<void>;
}

/**
 * Opens the profile in a folder. The folder is made when it is missing, and somebody `mayBegin` or is signed in: who only asks leaves
 * nothing behind. Every file in it is readable for its owner only, also those
 * of the ledgers that were made otherwise.
 */
export async function openProfile(homeFolder: string, { mayBegin = true } = {}): Promise<Profile> {
  const ledgerFolder = join(homeFolder, 'ledgers');
  const credentialsFile = join(homeFolder, 'credentials.json');
  if (mayBegin || (await isThere(credentialsFile))) {
    try {
      await makeFolder(ledgerFolder, 0o700);
    } catch (error) {
      throw cannotKeep(homeFolder, error);
    }
  }
  await makePrivate(ledgerFolder);
  const deviceFile = join(homeFolder, 'device.json');
  const libraryFile = join(homeFolder, 'last-library.json');

  /** Whoever asks at the same moment gets the same one. */
  let making: Promise<DeviceId> | undefined;
  return {
    ledgerFolder,
    credentialsFile,
    watchFile: join(homeFolder, 'watch.json'),
    async readCredentials() {
      const file = await readJsonFile(credentialsFile);
      if (file.kind === 'missing') return undefined;
      const credentials = file.kind === 'read' ? credentialsOf(file.fields) : undefined;
      if (credentials !== undefined) return credentials;
      throw new CommandError(
        `Your sign-in in ${credentialsFile} is damaged. Sign in again with: ${typed('login https://your.server')}`,
        EXIT.signIn,
      );
    },
    writeCredentials: (credentials) =>
      whileAlone(homeFolder, () => writeJsonFile(credentialsFile, credentials)),
    forgetCredentials: () => rm(credentialsFile, { force: true }),
    readDeviceId() {
      making ??= readOrMakeDeviceId().finally(() => (making = undefined));
      return making;
    },
    readLibraries,
    changeLibraries: (change) =>
      whileAlone(homeFolder, async () => {
        const [folders = [], ...others] = change(await readLibraries());
        await writeJsonFile(libraryFile, { folders, others });
      }),
  };

  async function readLibraries(): Promise<readonly LibraryFolders[]> {
    const file = await readJsonFile(libraryFile);
    if (file.kind !== 'read') return [];
    const { folders, others } = file.fields;
    return [folders, ...(Array.isArray(others) ? (others as unknown[]) : [])].filter(isLibrary);
  }

  async function readOrMakeDeviceId(): Promise<DeviceId> {
    const known = await readKnownDeviceId(deviceFile);
    if (known !== undefined) return known;
    return whileAlone(homeFolder, async () => {
      // Another process may have been faster.
      const other = await readKnownDeviceId(deviceFile);
      if (other !== undefined) return other;
      const deviceId = randomUUID() as string as DeviceId;
      await writeJsonFile(deviceFile, { deviceId });
      return deviceId;
    });
  }
}

async function readKnownDeviceId(file: string): Promise<DeviceId | undefined> {
  const kept = await readJsonFile(file);
  const known = kept.kind === 'read' ? kept.fields['deviceId'] : undefined;
  return isText(known) ? (known as DeviceId) : undefined;
}

/** What cannot be looked at may be there. */
async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    (error: unknown) => !(error instanceof Error && 'code' in error && error.code === 'ENOENT'),
  );
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const isLibrary = (value: unknown): value is LibraryFolders =>
  Array.isArray(value) && value.length > 0 && value.every(isText);
