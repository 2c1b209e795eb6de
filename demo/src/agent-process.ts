import { spawn } from 'node:child_process';
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

/** Runs `keepsake …` to its end and answers with its exit code. */
export async function runAgent(run: AgentRun): Promise<number> {
  const { words, homeFolder, password, environment, output } = run;
  const child = spawn(process.execPath, [AGENT_MAIN, ...words], {
    stdio: ['inherit', output === 'shown' ? 'inherit' : 'ignore', 'inherit'],
    env: {
      ...environment,
      KEEPSAKE_HOME: homeFolder,
      ...(password === undefined ? {} : { KEEPSAKE_PASSWORD: password }),
    },
  });
  // On a terminal Ctrl-C reaches the child by itself; a signal that was sent to this process alone is handed on.
  const handOn = (): void => void child.kill('SIGTERM');
  process.once('SIGTERM', handOn).once('SIGHUP', handOn);
  try {
    return await new Promise<number>((resolve) => {
      child.once('exit', (code) => {
        resolve(code ?? 1);
      });
    });
  } finally {
    process.off('SIGTERM', handOn).off('SIGHUP', handOn);
  }
}
