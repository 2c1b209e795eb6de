import { CHAPTERS } from './chapters/chapters.ts';
import { HELP, parseCommand, type Command } from './suite/command-line.ts';
import { fullName } from './suite/conformance-test.ts';
import { countOutcomes, exitCodeOf, formatResult, formatTotals } from './suite/report.ts';
import { runTests } from './suite/run-tests.ts';
import { openSubject } from './suite/subject.ts';

async function run(command: Extract<Command, { kind: 'run' }>): Promise<number> {
  const { only, isJson, strictness } = command;
  const subject = await openSubject(command.subject);
  const results = await runTests(CHAPTERS, subject, only, (result) => {
    if (!isJson) console.log(formatResult(result));
  });
  const totals = countOutcomes(results);
  if (isJson) console.log(JSON.stringify({ totals, results }, undefined, 2));
  else console.log(`\n${formatTotals(totals)}`);
  return exitCodeOf(results, strictness);
}

try {
  const command = parseCommand(process.argv.slice(2));
  if (command.kind === 'help') console.log(HELP);
  else if (command.kind === 'list')
    for (const chapter of CHAPTERS)
      for (const test of chapter.tests) console.log(`${fullName(chapter, test)}\n    "${test.says}"`);
  else process.exitCode = await run(command);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
