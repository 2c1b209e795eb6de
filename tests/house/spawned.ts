import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

/** How a process ended. */
export interface Ended {
  /** As a shell would tell it: 128 and the signal's number after a death by signal. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

/** A process under test. */
export interface Spawned {
  readonly pid: number;
  /** All that it wrote to its standard output so far. */
  stdout(): string;
  stderr(): string;
  /** Resolves with the first line of the standard output that passes; rejects when the process ends without one. */
  untilLine(passes: (line: string, index: number) => boolean): Promise<string>;
  /** Types on its standard input, where that was left open. */
  type(text: string): void;
  /** Goes away as the reader of its standard output. */
  hangUp(): void;
  kill(signal: NodeJS.Signals): void;
  /** Ends it for sure, and whatever it started itself. */
  end(): void;
  readonly ended: Promise<Ended>;
}

const SIGNAL_CODES: Partial<Record<NodeJS.Signals, number>> = { SIGINT: 130, SIGKILL: 137, SIGTERM: 143 };

/** Variables by name; not `NodeJS.ProcessEnv`, of which React Native's types demand more. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface SpawnOptions {
  readonly env: Environment;
  readonly cwd: string;
  /** All that it reads from its standard input; `open`: what is typed later. */
  readonly stdin: string | { readonly kind: 'open' };
  /** What ends it at last. A process that starts others must be asked, not killed. */
  readonly endSignal: 'SIGKILL' | 'SIGTERM';
  /** Far more than it needs; a hang becomes a failure that shows what was said. */
  readonly longestLifeMs: number;
}

const variablesOf = (env: Environment): NodeJS.ProcessEnv =>
  Object.assign(Object.create(null) as NodeJS.ProcessEnv, env);

/** Starts a process with this environment alone. */
export function spawnProcess(
  file: string,
  args: readonly string[],
  { env, cwd, stdin, endSignal, longestLifeMs }: SpawnOptions,
): Spawned {
  const startedAt = performance.now();
  const child = spawn(file, args, { env: variablesOf(env), cwd, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => undefined);
  if (typeof stdin === 'string') child.stdin.end(stdin);
  const out = collect(child.stdout);
  const err = collect(child.stderr);
  let isOver = false;
  const ended = new Promise<Ended>((resolve, reject) => {
    const patience = setTimeout(() => {
      child.kill(endSignal);
      reject(new Error(`${args.join(' ')} did not end:\n${out.text()}\n${err.text()}`));
    }, longestLifeMs);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(patience);
      isOver = true;
      out.end();
      const exitCode = code ?? (signal === null ? -1 : (SIGNAL_CODES[signal] ?? -1));
      const durationMs = performance.now() - startedAt;
      resolve({ exitCode, stdout: out.text(), stderr: err.text(), durationMs });
    });
  });
  // Whoever awaits it hears of it; a test that failed earlier does not.
  ended.catch(() => undefined);
  return {
    pid: child.pid as number,
    stdout: out.text,
    stderr: err.text,
    async untilLine(passes) {
      const line = await out.untilLine(passes);
      if (line === undefined) throw new Error(`It ended before the line came:\n${out.text()}\n${err.text()}`);
      return line;
    },
    type: (keys) => void child.stdin.write(keys),
    hangUp: () => child.stdout.destroy(),
    kill(signal) {
      if (!isOver) child.kill(signal);
    },
    end() {
      child.stdin.end();
      if (!isOver) child.kill(endSignal);
    },
    ended,
  };
}

interface Collected {
  readonly text: () => string;
  /** Undefined: the stream ended. */
  untilLine(passes: (line: string, index: number) => boolean): Promise<string | undefined>;
  end(): void;
}

function collect(stream: Readable): Collected {
  let text = '';
  let isEnded = false;
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const look of [...waiting]) look();
  };
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    wake();
  });
  return {
    text: () => text,
    untilLine: (passes) =>
      new Promise((resolve) => {
        const look = (): void => {
          const line = text.split('\n').slice(0, -1).find(passes);
          if (line === undefined && !isEnded) return;
          waiting.delete(look);
          resolve(line);
        };
        waiting.add(look);
        look();
      }),
    end() {
      isEnded = true;
      wake();
    },
  };
}
