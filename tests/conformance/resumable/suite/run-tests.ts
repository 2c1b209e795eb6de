import { fullName, type Chapter, type ConformanceTest, type Level } from './conformance-test.ts';
import type { Subject } from './subject.ts';
import { Trial } from './trial.ts';
import { NotOffered, type Feature } from './verdicts.ts';

/** What came of one test. `warn`: a recommendation is not followed. */
export type Outcome =
  | { readonly kind: 'pass' }
  | { readonly kind: 'fail' | 'warn'; readonly message: string }
  | { readonly kind: 'skipped'; readonly feature: Feature; readonly message: string };

/** A test and what came of it. */
export interface Result {
  /** Section, title, level and name. */
  readonly test: string;
  readonly level: Level;
  readonly says: string;
  readonly outcome: Outcome;
}

/** Levels that a server may have good reasons to leave. */
const RECOMMENDATIONS: readonly Level[] = ['SHOULD', 'SHOULD NOT', 'RECOMMENDED'];

/**
 * Runs tests one after the other, since servers may limit what one client does at once.
 *
 * @param only A part of the full names of those to run.
 * @param onResult Told of each as soon as it is known.
 */
export async function runTests(
  chapters: readonly Chapter[],
  subject: Subject,
  only = '',
  onResult: (result: Result) => void = () => undefined,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const chapter of chapters)
    for (const test of chapter.tests) {
      const name = fullName(chapter, test);
      if (!name.toLowerCase().includes(only.toLowerCase())) continue;
      const outcome = await judge(test, subject);
      const result = { test: name, level: test.level, says: test.says, outcome };
      results.push(result);
      onResult(result);
    }
  return results;
}

async function judge(test: ConformanceTest, subject: Subject): Promise<Outcome> {
  const trial = new Trial(subject);
  try {
    await test.run(trial);
    return { kind: 'pass' };
  } catch (error) {
    if (error instanceof NotOffered)
      return { kind: 'skipped', feature: error.feature, message: error.message };
    // A connection that is refused, or an answer that is no HTTP, is the server's failure too.
    const message = error instanceof Error ? error.message : String(error);
    return { kind: RECOMMENDATIONS.includes(test.level) ? 'warn' : 'fail', message };
  } finally {
    await trial.close();
  }
}
