import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from '../../cli/command-error.ts';
import { EXIT } from '../../cli/exit-codes.ts';
import { takeFileLock } from '../../device/file-lock.ts';
import { exportScreens } from './export-screens.ts';
import { stampOfSources } from './screens-stamp.ts';

export interface PrepareScreensOptions {
  /** The root of the sources. */
  readonly houseFolder: string;
  /** Where the build is to be, within a folder of ours. */
  readonly screensFolder: string;
  /** What the build finds in its environment, but for what is secret or would change what is built. */
  readonly environment: NodeJS.ProcessEnv;
  /** Told once, when there is something to wait for. */
  readonly onBuild: () => void;
  /** Gives a build up. */
  readonly signal: AbortSignal;
}

/** In the build itself, so that the two come and go together. */
const STAMP = '.built-from';
const LOOK_AGAIN_MS = 300;

/**
 * Builds the web screens where they are missing or were made of other sources; otherwise, or where there are no sources,
 * does nothing. A build takes its place when it is whole, never before. Two that want it at once build it once.
 *
 * False: it was given up. Errors: `CommandError`, which says what to do.
 */
export async function prepareScreens(options: PrepareScreensOptions): Promise<boolean> {
  const { houseFolder, screensFolder, signal } = options;
  const stamp = await stampOfSources(houseFolder);
  if (stamp === undefined || (await isBuiltFrom(stamp, screensFolder))) return true;
  try {
    await mkdir(join(screensFolder, '..'), { recursive: true });
    options.onBuild();
    const lock = await takeInTurn(`${screensFolder}.lock`, signal);
    if (lock === undefined) return false;
    try {
      return (await isBuiltFrom(stamp, screensFolder)) || (await build(options, stamp));
    } finally {
      lock.release();
    }
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(
      `The screens could not be put in their folder (${reason}). Let Keepsake write there.`,
    );
  }
}

async function build(
  { houseFolder, screensFolder, environment, signal }: PrepareScreensOptions,
  stamp: string,
): Promise<boolean> {
  const unfinished = `${screensFolder}.new`;
  await rm(unfinished, { recursive: true, force: true });
  const end = await exportScreens(houseFolder, unfinished, environment, signal);
  switch (end.kind) {
    case 'cancelled':
      await rm(unfinished, { recursive: true, force: true }).catch(() => undefined);
      return false;
    case 'not-installed':
      throw new CommandError(
        `The screens cannot be prepared: the app’s packages are not installed. Run npm ci in ${houseFolder}, then try again.`,
      );
    case 'failed': {
      const log = `${screensFolder}.log`;
      await writeFile(log, end.output);
      throw new CommandError(
        `The screens could not be prepared. Run npm ci in ${houseFolder} and try again; what went wrong is in ${log}.`,
        EXIT.internal,
      );
    }
    case 'done':
      await writeFile(join(unfinished, STAMP), stamp);
      await rm(screensFolder, { recursive: true, force: true });
      await rename(unfinished, screensFolder);
      return true;
  }
}

async function isBuiltFrom(stamp: string, screensFolder: string): Promise<boolean> {
  return (await readFile(join(screensFolder, STAMP), 'utf8').catch(() => '')) === stamp;
}

/** Waits for its turn; undefined: given up. */
async function takeInTurn(
  path: string,
  signal: AbortSignal,
): Promise<Awaited<ReturnType<typeof takeFileLock>>> {
  while (!signal.aborted) {
    const lock = await takeFileLock(path);
    if (lock !== undefined) return lock;
    await sleep(LOOK_AGAIN_MS, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}
