import type { Trial } from './trial.ts';

/** The key word of RFC 2119 in the sentence, or `states` for a sentence that says without one how the protocol works. */
export type Level = 'MUST' | 'MUST NOT' | 'SHOULD' | 'SHOULD NOT' | 'RECOMMENDED' | 'states';

/** One requirement on a server. */
export interface ConformanceTest {
  /** A short name, unique in its chapter. */
  readonly name: string;
  readonly level: Level;
  /** The sentence of the draft that is tested, shortened. */
  readonly says: string;
  /** Resolves when the server kept to it; throws a `Violation` or `NotOffered`. */
  run(trial: Trial): Promise<void>;
}

/** The tests of one section of the draft. */
export interface Chapter {
  readonly section: string;
  readonly title: string;
  readonly tests: readonly ConformanceTest[];
}

/** The full name of a test, as reports print it and `--only` searches it. */
export function fullName(chapter: Chapter, test: ConformanceTest): string {
  return `${chapter.section} ${chapter.title}: ${test.level} ${test.name}`;
}
