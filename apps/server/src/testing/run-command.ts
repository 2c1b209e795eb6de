import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { COMPILE_CACHE, MAIN } from './server-main.ts';

/** How a command ended. */
export interface CommandEnd {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts `npm run server -- …` as a process of its own. */
export function launchCommand(
  dataDir: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): { readonly child: ChildProcess; readonly ended: Promise<CommandEnd> } {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...COMPILE_CACHE, KEEPSAKE_DATA: dataDir, KEEPSAKE_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, out, err }));
  return { child, ended };
}

/** Runs `npm run server -- …` to its end. */
export function runCommand(
  dataDir: string,
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
): Promise<CommandEnd> {
  return launchCommand(dataDir, args, env).ended;
}
