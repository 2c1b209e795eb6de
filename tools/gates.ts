/** One thing that must hold before a change is good: its commands are run from the root, one after the other. */
export interface Gate {
  readonly name: string;
  /** Programs of node_modules/.bin with their arguments. All are run, also after one has failed. */
  readonly commands: readonly (readonly string[])[];
}

/** Every gate, the slowest first, so that the others run beside it. */
export const GATES: readonly Gate[] = [
  { name: 'lint', commands: [['eslint', '--max-warnings=0', '.']] },
  {
    name: 'types',
    commands: [
      ['tsc', '-p', 'tsconfig.json'],
      ['tsc', '-p', 'packages/engine/tsconfig.json'],
      ['tsc', '-p', 'packages/ledger/tsconfig.json'],
      ['tsc', '-p', 'apps/mobile/tsconfig.json'],
      ['tsc', '-p', 'tests/e2e/tsconfig.json'],
    ],
  },
  { name: 'format', commands: [['prettier', '--check', '--log-level=warn', '.']] },
  { name: 'layers', commands: [['depcruise', '--config', '.dependency-cruiser.js', '.']] },
  { name: 'unused', commands: [['knip', '--no-progress', '--no-config-hints']] },
  { name: 'rules', commands: [['node', 'tools/rule-coverage.ts']] },
  { name: 'dependencies', commands: [['node', 'tools/dependencies.ts']] },
  { name: 'words', commands: [['node', 'tools/words.ts']] },
];
