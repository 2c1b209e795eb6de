/** Where tests are that vitest runs, as globs from the root. */
export const TEST_FILES = [
  '{apps,packages}/*/src/**/*.test.ts',
  'apps/mobile/modules/**/*.test.ts',
  '{demo,tools,tests}/**/*.test.ts',
];

/** Where tests of components are: jest runs those, with React Native's own preset. */
export const COMPONENT_TEST_FILES = ['apps/mobile/src/**/*.test.tsx'];
