import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const HOUSE = join(import.meta.dirname, '../../..');

export interface Demo {
  /** To its screens; good once. */
  readonly link: string;
  /** The photos that it backed up. */
  readonly library: string;
  stop(): Promise<void>;
}

/** `npm start` in an empty folder: server, agent and the demo library, backed up. */
export async function startDemo(folder: string): Promise<Demo> {
  const demo = spawn(process.execPath, [join(HOUSE, 'demo/src/main.ts'), '--no-open'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, KEEPSAKE_DATA: join(folder, 'data'), KEEPSAKE_PORT: '0', KEEPSAKE_SCREENS: '' },
  });
  const link = await linkOf(demo);
  return {
    link,
    library: join(folder, 'demo-library'),
    async stop() {
      if (demo.exitCode !== null) return;
      const ended = once(demo, 'exit');
      demo.kill('SIGTERM');
      await ended;
    },
  };
}

function linkOf(demo: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (demo.stdout === null) throw new Error('The demo says nothing.');
    createInterface({ input: demo.stdout }).on('line', (line) => {
      const url = /open at (http\S+)/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
    demo.once('exit', () => {
      reject(new Error('The demo ended before it showed its screens.'));
    });
  });
}
