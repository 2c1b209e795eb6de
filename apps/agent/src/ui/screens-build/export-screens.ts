import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The cold build takes a minute on a slow machine; one that takes so long hangs. */
const PATIENCE_MS = 15 * 60_000;
const MAX_OUTPUT = 16 * 1024 * 1024;

export type ExportEnd =
  | { readonly kind: 'done' }
  /** The app's packages are not installed. */
  | { readonly kind: 'not-installed' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly output: string };

/** Runs the app's own build for the web into a folder: offline, asking and telling nobody. Given up when the signal is. */
export async function exportScreens(
  houseFolder: string,
  intoFolder: string,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<ExportEnd> {
  const appFolder = join(houseFolder, 'apps/mobile');
  let program: string;
  try {
    program = createRequire(join(appFolder, 'package.json')).resolve('expo/bin/cli');
  } catch {
    return { kind: 'not-installed' };
  }
  // Of its own, since the system's is shared with others who may not write what we left there, and is emptied now and then.
  const cache = join(houseFolder, 'node_modules/.cache/keepsake-screens');
  await mkdir(cache, { recursive: true });
  const words = [program, 'export', '--platform', 'web', '--output-dir', intoFolder];
  const options = {
    cwd: appFolder,
    env: environmentOf(environment, cache),
    signal,
    // It has nothing to tidy up that would not be tidied up here.
    killSignal: 'SIGKILL' as const,
    timeout: PATIENCE_MS,
    maxBuffer: MAX_OUTPUT,
  };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, words, options, (error, out, err) => {
      if (error === null) return resolve({ kind: 'done' });
      if (!signal.aborted) return resolve({ kind: 'failed', output: `${out}\n${err}` });
      // Not before it writes no more.
      if (child.exitCode !== null || child.signalCode !== null) resolve({ kind: 'cancelled' });
      else child.once('exit', () => resolve({ kind: 'cancelled' }));
    });
  });
}

function environmentOf(environment: NodeJS.ProcessEnv, cache: string): NodeJS.ProcessEnv {
  const {
    NODE_ENV: _mode,
    KEEPSAKE_SIMULATED: _simulated,
    KEEPSAKE_PASSWORD: _secret,
    ...rest
  } = environment;
  return {
    ...rest,
    CI: '1',
    EXPO_NO_TELEMETRY: '1',
    EXPO_OFFLINE: '1',
    TMPDIR: cache,
    TEMP: cache,
    TMP: cache,
  };
}
