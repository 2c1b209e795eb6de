import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ServerLog } from './server-log.ts';

const SERVER_MAIN = fileURLToPath(new URL('../../apps/server/src/launch.ts', import.meta.url));

interface ServerProcess {
  /** Where it answers on this machine. */
  readonly url: string;
  /** Resolves with the exit code when the server ends, by itself or by `stop`. */
  readonly ended: Promise<number>;
  /** Asks it to finish what it is doing and end. */
  stop(): void;
}

export type ServerStart =
  | { readonly kind: 'started'; readonly server: ServerProcess }
  /** It said why, and the log has shown it. */
  | { readonly kind: 'ended'; readonly exitCode: number };

/**
 * Starts the server with these variables, as a process of its own, and waits until it listens. What it says on its
 * standard error goes to the log.
 *
 * It has its own process group, because Ctrl-C must reach it once and after the backup has stopped, not at once.
 */
export async function startServer(log: ServerLog, env: NodeJS.ProcessEnv): Promise<ServerStart> {
  const child = spawn(process.execPath, [SERVER_MAIN], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  const ended = new Promise<number>((resolve) => {
    // Not before its last words have been read.
    child.once('close', (code) => {
      resolve(code ?? 1);
    });
  });
  createInterface({ input: child.stderr }).on('line', (line) => {
    log.take(line);
  });
  const listening = new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = /listening on (http\S+)/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
  const first = await Promise.race([listening, ended]);
  if (typeof first === 'number') return { kind: 'ended', exitCode: first };
  return {
    kind: 'started',
    server: {
      url: localUrl(first),
      ended,
      stop: () => void child.kill('SIGTERM'),
    },
  };
}

/** A server that listens everywhere is reached here by the loopback address. */
function localUrl(listening: string): string {
  const url = new URL(listening);
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1';
  if (url.hostname === '[::]') url.hostname = '[::1]';
  return url.origin;
}
