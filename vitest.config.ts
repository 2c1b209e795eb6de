import { defineConfig } from 'vitest/config';
import { TEST_FILES } from './tools/test-files.ts';

export default defineConfig({
  test: {
    include: TEST_FILES,
    reporters: ['default', './tools/closing-line-reporter.ts'],
    // One for each core of a small machine; by itself vitest would take one less.
    maxWorkers: 2,
    // A worker for each file costs half a second; nothing that is tested here changes what its process has for all.
    isolate: false,
    globalSetup: 'tests/house/build-programs.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for comes, on a machine that does others besides, not within the second that is usual.
    expect: { poll: { timeout: 15_000 } },
    // A forgotten `.only` fails the run instead of hiding the other tests.
    allowOnly: false,
  },
});
