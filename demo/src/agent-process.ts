import { spawn } from 'node:child_process';
import { isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const AGENT_MAIN = fileURLToPath(new URL('../../apps/agent/src/main.ts', import.meta.url));

export interface AgentRun {
  readonly words: readonly string[];
  readonly homeFolder: string;
  /** For `login`. Passed by the environment, where other users of the machine cannot see it. */
  readonly password?: string;
  /** What the command finds in its environment, beside what is said here. */
  readonly environment: NodeJS.ProcessEnv;
  /** `quiet`: only complaints are shown. */
  readonly output: 'shown' | 'quiet';
}

/** A `keepsake …` that runs. */
export interface AgentProcess {
  /** Resolves with its exit code. */
  readonly ended: Promise<number>;
  /** Asks it to stop, as Ctrl-C does. May be repeated. */
  readonly stop: () => void;
}

/** Starts `keepsake …`. On a terminal Ctrl-C reaches it by itself. */
export function startAgent({ words, homeFolder, password, environment, output }: AgentRun): AgentProcess {
  const child = spawn(process.execPath, [AGENT_MAIN, '--home', asNamed(homeFolder), ...words], {
    stdio: ['inherit', output === 'shown' ? 'inherit' : 'ignore', 'inherit'],
    env: {
      ...environment,
      // What its hints say is typed where this was.
      KEEPSAKE_COMMAND: 'npm run -s keepsake --',
      ...(password === undefined ? {} : { KEEPSAKE_PASSWORD: password }),
    },
  });
  const ended = new Promise<number>((resolve) => {
    child.once('exit', (code) => {
      resolve(code ?? 1);
    });
  });
  return { ended, stop: () => void child.kill('SIGTERM') };
}

/** A path as short as a person names it: what is below the folder that we are in, from there. */
function asNamed(path: string): string {
  const way = relative('', path);
  return way === '' || way.startsWith('..') || isAbsolute(way) ? path : way;
}

/** Runs `keepsake …` to its end and answers with its exit code. */
export async function runAgent(run: AgentRun): Promise<number> {
  const agent = startAgent(run);
  // A signal that was sent to this process alone is handed on.
  process.once('SIGTERM', agent.stop).once('SIGHUP', agent.stop);
  try {
    return await agent.ended;
  } finally {
    process.off('SIGTERM', agent.stop).off('SIGHUP', agent.stop);
  }
}
