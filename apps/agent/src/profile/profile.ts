import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeviceId } from '@keepsake/engine';
import { CommandError } from '../cli/command-error.ts';
import { EXIT } from '../cli/exit-codes.ts';

/** Who is signed in where. */
export interface Credentials {
  readonly serverUrl: string;
  readonly userId: string;
  readonly userName: string;
  readonly credential:
    | { readonly kind: 'session'; readonly token: string }
    | { readonly kind: 'api-key'; readonly secret: string };
}

/** The files of one installation on one computer: sign-in, device id, the library that was backed up last, ledgers. */
export interface Profile {
  readonly ledgerFolder: string;
  /** Undefined: nobody is signed in. */
  readCredentials(): Promise<Credentials | undefined>;
  writeCredentials(credentials: Credentials): Promise<void>;
  forgetCredentials(): Promise<void>;
  /** This computer's id, made at the first call. */
  readDeviceId(): Promise<DeviceId>;
  /** The folders that were backed up last; empty at first. */
  readLastLibrary(): Promise<readonly string[]>;
  writeLastLibrary(folders: readonly string[]): Promise<void>;
}

/** Opens the profile in a folder, which is made when missing. Every file in it is readable for its owner only. */
export async function openProfile(homeFolder: string): Promise<Profile> {
  const ledgerFolder = join(homeFolder, 'ledgers');
  try {
    await mkdir(ledgerFolder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(
      `Keepsake cannot keep its notes in ${homeFolder} (${reason}). Set KEEPSAKE_HOME to a folder you may write to.`,
      EXIT.libraryUnavailable,
    );
  }
  const credentialsFile = join(homeFolder, 'credentials.json');
  const deviceFile = join(homeFolder, 'device.json');
  const libraryFile = join(homeFolder, 'last-library.json');

  return {
    ledgerFolder,
    readCredentials: () => readJson<Credentials>(credentialsFile),
    writeCredentials: (credentials) => writeJson(credentialsFile, credentials),
    forgetCredentials: () => rm(credentialsFile, { force: true }),
    async readDeviceId() {
      const known = await readJson<{ deviceId: DeviceId }>(deviceFile);
      if (known !== undefined) return known.deviceId;
      const deviceId = randomUUID() as string as DeviceId;
      await writeJson(deviceFile, { deviceId });
      return deviceId;
    },
    readLastLibrary: async () => (await readJson<{ folders: readonly string[] }>(libraryFile))?.folders ?? [],
    writeLastLibrary: (folders) => writeJson(libraryFile, { folders }),
  };
}

async function readJson<Content>(file: string): Promise<Content | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new CommandError(`${file} cannot be read; make it yours or remove it.`, EXIT.libraryUnavailable);
  }
  try {
    return JSON.parse(text) as Content;
  } catch {
    throw new CommandError(`${file} is damaged; remove it and sign in again.`, EXIT.libraryUnavailable);
  }
}

/** Written beside and renamed over, so that a crash leaves the old file or the new one. */
async function writeJson(file: string, content: unknown): Promise<void> {
  const temporary = `${file}.new`;
  await rm(temporary, { force: true });
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(content, undefined, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}
