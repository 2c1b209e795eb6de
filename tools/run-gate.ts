import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import type { Gate } from './gates.ts';

/** How a gate ended, how long it took, and all that its commands printed. */
export interface GateResult {
  readonly name: string;
  readonly passed: boolean;
  readonly seconds: number;
  readonly output: string;
}

/** Runs a gate's commands one after the other, from `root`. Never throws: a command that cannot start has failed. */
export async function runGate(gate: Gate, root: string): Promise<GateResult> {
  const startedAt = performance.now();
  let passed = true;
  let output = '';
  for (const [program = '', ...args] of gate.commands) {
    const ended = await run(program, args, root);
    passed &&= ended.succeeded;
    output += ended.output;
  }
  return { name: gate.name, passed, seconds: (performance.now() - startedAt) / 1000, output };
}

function run(
  program: string,
  args: readonly string[],
  root: string,
): Promise<{ readonly succeeded: boolean; readonly output: string }> {
  const path = [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter);
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, PATH: path },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (text: string): void => {
    output += text;
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ succeeded: false, output: `${output}${error.message}\n` }));
    child.once('close', (code) => resolve({ succeeded: code === 0, output }));
  });
}
