/** Tests of components: `*.test.tsx`. What needs no React Native is tested by vitest, as everywhere else: `*.test.ts`. */
module.exports = {
  preset: 'jest-expo',
  testMatch: ['<rootDir>/src/**/*.test.tsx'],
  setupFilesAfterEnv: ['<rootDir>/jest.setup.cjs'],
  reporters: ['default', '<rootDir>/jest-closing-line.cjs'],
  maxWorkers: 2,
  // Machines are shared: what is waited for comes late, and is no less right.
  testTimeout: 40_000,
  clearMocks: true,
};
