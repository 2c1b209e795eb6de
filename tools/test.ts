import { join } from 'node:path';
import { runSuites } from './run-suites.ts';

const ROOT = join(import.meta.dirname, '..');

/** Vitest tests everything; jest the app's components, which need React Native's own preset. */
const SUITES = [
  ['vitest', 'run'],
  ['npm', 'test', '--silent', '--workspace', '@keepsake/mobile'],
];

// An interruption reaches the suite too, which ends and says so.
process.on('SIGINT', () => undefined);
const { passed, failed } = await runSuites(SUITES, ROOT, (line) => {
  console.log(line);
});
console.log(`\n${passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
