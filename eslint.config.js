// Rules that find faults, not taste: taste is prettier's. What an area may not touch is said with what to use instead.
import { defineConfig } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const TESTS = [
  '**/*.test.ts',
  '**/*.test.tsx',
  'packages/testkit/**',
  'apps/mobile/simulated/**',
  'apps/mobile/modules/*/checks/**',
];
/** Where a process begins, and where a process is what is tested. */
const MAINS = [
  '**/main.ts',
  '**/launch.ts',
  '**/config.ts',
  '*.config.ts',
  'tools/**',
  'bench/**',
  'tests/**',
  ...TESTS,
];
/** Config files, reporters and the app's routes, which their tools demand as default exports. */
const DEFAULT_EXPORTS = ['*.config.ts', 'tools/*-reporter.ts', 'apps/mobile/src/app/**/*.tsx'];
/** The files of ledger and remote that know Node. */
const ADAPTERS = ['packages/*/src/**/node-*.ts'];

/** Bans on globals, by what to use instead. */
const GLOBALS_BY_INSTEAD = {
  'the Clock port': ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'performance'],
  'what is passed in: nothing here knows its runtime': [
    'process',
    'globalThis',
    'Buffer',
    'require',
    'navigator',
  ],
  'the Logger port': ['console'],
  'the injected transport, or the Remote port': ['fetch', 'XMLHttpRequest', 'WebSocket'],
};
const ENGINE_GLOBALS_BY_INSTEAD = {
  ...GLOBALS_BY_INSTEAD,
  'the Hasher or the Random port: bare Hermes has no crypto': ['crypto'],
  'plain strings: bare Hermes has no Intl, words are made by the screens': ['Intl'],
  'encodeURIComponent and plain strings: bare Hermes has no URL': ['URL', 'URLSearchParams'],
  'an adapter behind a port: bare Hermes has no text coders': ['TextDecoder', 'TextEncoder', 'atob', 'btoa'],
  'a spread or a function that names what it copies: bare Hermes has no structuredClone': ['structuredClone'],
  'CancelSignal: bare Hermes has no AbortController': ['AbortController', 'AbortSignal'],
};
const bannedGlobals = (byInstead) => [
  'error',
  ...Object.entries(byInstead).flatMap(([instead, names]) =>
    names.map((name) => ({ name, message: `Use ${instead}.` })),
  ),
];

const EVERYWHERE = [
  { selector: 'ExportAllDeclaration', message: 'Export by name: `export *` hides what a package promises.' },
];
const NO_DEFAULT_EXPORT = {
  selector: ':matches(ExportDefaultDeclaration, ExportSpecifier[exported.name="default"])',
  message: 'Export by name, so that a thing has one name everywhere.',
};
const TEST_ROOT = /^(?:it|test|describe|suite|bench)$/.source;
const NO_SILENCED_TEST = [
  `MemberExpression[property.name=/^(?:only|skip|todo)$/][object.name=/${TEST_ROOT}/]`,
  `MemberExpression[property.name=/^(?:only|skip|todo)$/][object.object.name=/${TEST_ROOT}/]`,
  `CallExpression[callee.name=/^(?:xit|xtest|xdescribe|fit|fdescribe)$/]`,
  `CallExpression[callee.name=/${TEST_ROOT}/] > ObjectExpression > Property[key.name=/^(?:only|skip|todo)$/]`,
].map((selector) => ({ selector, message: 'A test runs or is deleted: what is left out proves nothing.' }));
const NO_ENVIRONMENT = [
  'MemberExpression[object.name="process"][property.name="env"]',
  'VariableDeclarator[init.name="process"] Property[key.name="env"]',
  'ImportDeclaration[source.value=/^(?:node:)?process$/] ImportSpecifier[imported.name="env"]',
].map((selector) => ({ selector, message: 'The environment is read once, in config.ts, and passed.' }));
const NO_CLOCK = [
  'MemberExpression[object.name="Date"][property.name="now"]',
  'NewExpression[callee.name="Date"][arguments.length=0]',
  'CallExpression[callee.name="Date"]',
].map((selector) => ({ selector, message: 'Use the Clock port: time is an input.' }));
const NO_CHANCE = [
  {
    selector: 'MemberExpression[object.name="Math"][property.name="random"]',
    message: 'Use the Random port: chance is an input.',
  },
];
const BARE_HERMES = [
  {
    selector:
      'CallExpression > MemberExpression.callee[property.name=/^(?:toSorted|toReversed|toSpliced|with)$/]',
    message:
      'Bare Hermes does not have it: copy with a spread, then sort, reverse, splice or assign the copy.',
  },
  {
    selector: ':matches(FunctionDeclaration, FunctionExpression)[async=true][generator=true]',
    message:
      'Bare Hermes has no async generators: return an object with [Symbol.asyncIterator], or page through a port.',
  },
];

const RAW_NAME = {
  selector: ':not(CallExpression[callee.name="plainName"] MemberExpression)[property.name="fileName"]',
  message: 'A file’s name is shown by plainName: it may hold what turns the words around it.',
};

/** The rule takes the last of its configurations only, so each area names all its bans. */
const bannedSyntax = (...bans) => ['error', ...EVERYWHERE, ...bans];

export default defineConfig(
  {
    ignores: [
      '**/node_modules/',
      'coverage/',
      'data/',
      'demo-data/',
      'demo-library/',
      '**/dist/',
      '**/.expo/',
      '**/*.js',
    ],
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './apps/mobile/tsconfig.json', './tests/e2e/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // Faults that the presets leave out.
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/require-array-sort-compare': ['error', { ignoreStringArrays: true }],
      'array-callback-return': 'error',
      'default-case-last': 'error',
      eqeqeq: 'error',
      'no-constant-binary-expression': 'error',
      'no-constructor-return': 'error',
      'no-debugger': 'error',
      'no-dupe-else-if': 'error',
      'no-duplicate-case': 'error',
      'no-empty': 'error',
      'no-eval': 'error',
      'no-fallthrough': 'error',
      'no-self-assign': 'error',
      'no-self-compare': 'error',
      'no-sparse-arrays': 'error',
      'no-template-curly-in-string': 'error',
      // Leaving a loop over a sequence at once is how its first is taken.
      'no-unreachable-loop': ['error', { ignore: ['ForOfStatement'] }],
      'no-unsafe-finally': 'error',
      'no-useless-catch': 'error',
      'prefer-const': 'error',
      'use-isnan': 'error',
      'valid-typeof': 'error',
      // Taste, or noise.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unified-signatures': 'off',
      '@typescript-eslint/no-unused-vars': 'off', // The compiler says it.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      // What was caught, or came as a result, is thrown on as it is.
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }],
      '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true }],
      'no-restricted-syntax': bannedSyntax(NO_DEFAULT_EXPORT, ...NO_ENVIRONMENT),
    },
  },
  { files: MAINS, rules: { 'no-restricted-syntax': bannedSyntax(NO_DEFAULT_EXPORT, ...NO_SILENCED_TEST) } },
  { files: DEFAULT_EXPORTS, rules: { 'no-restricted-syntax': bannedSyntax() } },
  {
    files: TESTS,
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-deprecated': 'off',
      'no-template-curly-in-string': 'off',
    },
  },
  {
    files: ['apps/mobile/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    rules: { 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['apps/mobile/src/**/*.{ts,tsx}'],
    ignores: [...TESTS, 'apps/mobile/src/composition/**', 'apps/mobile/src/device/system/**'],
    rules: {
      'no-restricted-syntax': bannedSyntax(NO_DEFAULT_EXPORT, ...NO_ENVIRONMENT, ...NO_CLOCK, ...NO_CHANCE),
    },
  },
  {
    files: ['apps/mobile/src/{components,screens}/**/*.{ts,tsx}'],
    ignores: TESTS,
    rules: {
      'no-restricted-syntax': bannedSyntax(
        NO_DEFAULT_EXPORT,
        ...NO_ENVIRONMENT,
        ...NO_CLOCK,
        ...NO_CHANCE,
        RAW_NAME,
      ),
    },
  },
  {
    files: ['apps/mobile/src/app/**/*.tsx'],
    rules: { 'no-restricted-syntax': bannedSyntax(...NO_ENVIRONMENT, ...NO_CLOCK, ...NO_CHANCE) },
  },
  {
    files: ['packages/{ledger,remote}/src/**/*.ts'],
    ignores: [...TESTS, ...ADAPTERS],
    rules: {
      'no-restricted-globals': bannedGlobals(GLOBALS_BY_INSTEAD),
      'no-restricted-syntax': bannedSyntax(NO_DEFAULT_EXPORT, ...NO_ENVIRONMENT, ...NO_CLOCK, ...NO_CHANCE),
    },
  },
  {
    files: ['packages/engine/src/**/*.ts'],
    ignores: TESTS,
    rules: {
      'no-restricted-globals': bannedGlobals(ENGINE_GLOBALS_BY_INSTEAD),
      'no-restricted-syntax': bannedSyntax(
        NO_DEFAULT_EXPORT,
        ...NO_ENVIRONMENT,
        ...NO_CLOCK,
        ...NO_CHANCE,
        ...BARE_HERMES,
      ),
    },
  },
);
