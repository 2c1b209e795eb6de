import { spawn } from 'node:child_process';

/** What a suite, or several, came to. */
interface Counts {
  readonly passed: number;
  readonly failed: number;
}

const CLOSING_LINE = /^(\d+) passed, (\d+) failed$/;

/** What a suite came to, by its closing line and how it ended: a suite that did not get as far as counting is one failure. */
function countsOf(closingLine: string | undefined, succeeded: boolean): Counts {
  const [, passed, failed] = CLOSING_LINE.exec(closingLine ?? '') ?? [undefined, '0', '1'];
  const counts = { passed: Number(passed), failed: Number(failed) };
  return !succeeded && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** Adds them up. */
function sumOf(all: readonly Counts[]): Counts {
  return all.reduce(
    (sum, counts) => ({ passed: sum.passed + counts.passed, failed: sum.failed + counts.failed }),
    { passed: 0, failed: 0 },
  );
}

/** Runs suites one after the other, all of them whatever becomes of one, and passes on what they print but for closing lines. */
export async function runSuites(
  suites: readonly (readonly string[])[],
  cwd: string,
  print: (line: string) => void,
): Promise<Counts> {
  const all: Counts[] = [];
  for (const [program = '', ...args] of suites) all.push(await runSuite(program, args, cwd, print));
  return sumOf(all);
}

function runSuite(
  program: string,
  args: readonly string[],
  cwd: string,
  print: (line: string) => void,
): Promise<Counts> {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  let closingLine: string | undefined;
  let rest = '';
  const take = (line: string): void => {
    if (CLOSING_LINE.test(line)) closingLine = line;
    else print(line);
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(take);
  });
  return new Promise((resolve) => {
    child.once('error', (error) => {
      print(error.message);
      resolve(countsOf(undefined, false));
    });
    child.once('close', (code) => {
      if (rest !== '') take(rest);
      resolve(countsOf(closingLine, code === 0));
    });
  });
}
