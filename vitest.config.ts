import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{apps,packages}/*/src/**/*.test.ts', '{demo,tools,tests}/**/*.test.ts'],
    reporters: ['default', './tools/closing-line-reporter.ts'],
    testTimeout: 30_000,
  },
});
