import { join } from 'node:path';
import { GATES, type Gate } from './gates.ts';
import { runGate, type GateResult } from './run-gate.ts';

const AT_ONCE = 2;
const ROOT = join(import.meta.dirname, '..');

/** Runs the gates, two at a time, and prints one line each as it ends, with the output of those that failed. */
async function check(gates: readonly Gate[]): Promise<readonly GateResult[]> {
  const waiting = [...gates];
  const results: GateResult[] = [];
  const work = async (): Promise<void> => {
    for (let gate = waiting.shift(); gate !== undefined; gate = waiting.shift()) {
      const result = await runGate(gate, ROOT);
      results.push(result);
      print(result);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

function print({ name, passed, seconds, output }: GateResult): void {
  const summary = passed ? (output.trim().split('\n').at(-1) ?? '') : '';
  const line = `${passed ? 'ok    ' : 'FAILED'}  ${name.padEnd(12)}  ${seconds.toFixed(1).padStart(5)} s  ${summary}`;
  console.log(line.trimEnd());
  if (!passed) console.log(`\n${output.trim().replace(/^/gm, '    ')}\n`);
}

const names = process.argv.slice(2);
const unknown = names.filter((name) => GATES.every((gate) => gate.name !== name));
if (unknown.length > 0) {
  console.error(
    `There is no gate "${unknown.join('", "')}". There are: ${GATES.map(({ name }) => name).join(', ')}.`,
  );
  process.exitCode = 2;
} else {
  const results = await check(names.length === 0 ? GATES : GATES.filter(({ name }) => names.includes(name)));
  const failed = results.filter(({ passed }) => !passed).length;
  console.log(`\n${results.length - failed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}
