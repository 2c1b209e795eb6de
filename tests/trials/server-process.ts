import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SERVER_MAIN = fileURLToPath(new URL('../../apps/server/src/launch.ts', import.meta.url));

/** A server in a process of its own, as it runs at a user's. */
export interface ServerProcess {
  readonly url: string;
  /** What it wrote to its log so far. */
  log(): string;
  /** Most memory that it ever held, in bytes (resident set, as the kernel counts it). */
  peakRssBytes(): Promise<number>;
  openDescriptors(): Promise<number>;
  /** Ends it and waits for its end. SIGTERM lets it finish what runs; SIGKILL does not. */
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Starts a server on a data folder, and waits until it listens on any free port of the loopback. */
export async function startServer(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [SERVER_MAIN], {
    env: { PATH: process.env['PATH'], KEEPSAKE_DATA: dataDir, KEEPSAKE_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = (): boolean => child.kill('SIGKILL');
  process.once('exit', end);
  void ended.then(() => process.off('exit', end));
  const proc = `/proc/${child.pid}`;
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const found = /listening on (http\S+)/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('error', reject);
    void ended.then(() => reject(new Error(`the server ended at its start: ${log}`)));
  });
  return {
    url,
    log: () => log,
    async peakRssBytes() {
      const status = await readFile(`${proc}/status`, 'utf8');
      return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
    },
    async openDescriptors() {
      return (await readdir(`${proc}/fd`)).length;
    },
    async stop(signal) {
      child.kill(signal);
      await ended;
    },
  };
}
