/** Where tests are, as globs from the root. Vitest runs these and rule coverage reads these, so that no test counts unrun. */
export const TEST_FILES = ['{apps,packages}/*/src/**/*.test.ts', '{demo,tools,tests}/**/*.test.ts'];
