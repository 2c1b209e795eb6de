// The layer table of ARCHITECTURE.md, executable: arrows point down only. `tools/layers.test.ts` plants an import
// against each rule and sees it found.

const testFile = '\\.test\\.tsx?$';
/** What several tests of one package share. */
const testHelp = '(/src/testing/|^apps/mobile/modules/[^/]+/checks/)';
const test = `(${testFile}|${testHelp})`;
/** The app over a simulated phone: for its tests and for those who build its screens. It never ships. */
const simulated = '^apps/mobile/simulated/';
const ours = '^(packages|apps|demo|tools|tests|bench)/';
const screens = '^apps/mobile/src/(app|screens|components|navigation|theme|i18n)/';
/** What a package may be imported by. */
const doors = [
  '^(packages|apps)/[^/]+/src/index\\.ts$',
  '^packages/ledger/src/node-sqlite-driver\\.ts$',
  '^packages/testkit/src/fakes\\.ts$',
  // What every store of sign-ins does, and every account, also with its password, for the tests of those that have one.
  '^packages/remote/src/testing/(account|credential-store|password)-contract\\.ts$',
  // The agent's local API, apart from the server's: a page needs the one and not the other.
  '^packages/protocol/src/local/index\\.ts$',
  // How long what one signs in with may be, for screens that need no schema.
  '^packages/protocol/src/login-limits\\.ts$',
  // The browser's way to the agent, which tests drive against a real one.
  '^apps/mobile/src/controller/over-http/connect-to-agent\\.ts$',
  // The build of the screens, which tests in a browser make as `keepsake ui` does.
  '^apps/agent/src/ui/screens-build/prepare-screens\\.ts$',
];

/** A rule for a folder's production sources: of what `to` matches, only `allowed` may be imported. */
const sources = (name, comment, folder, allowed, to = {}) => ({
  name,
  comment,
  severity: 'error',
  from: { path: `^${folder}/`, pathNot: test },
  to: { ...to, pathNot: [`^${folder}/`, ...allowed] },
});

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    sources(
      'protocol-imports-only-zod',
      'The wire imports the schema library and nothing else.',
      'packages/protocol',
      ['^node_modules/zod/'],
    ),
    sources(
      'engine-imports-nothing',
      'The engine is pure: no package, no runtime. What it needs from outside comes in through a port.',
      'packages/engine',
      [],
    ),
    {
      name: 'engine-tests-import-only-testkit',
      comment: 'The engine is tested where nothing is real: with the fakes of testkit, by vitest.',
      severity: 'error',
      from: { path: `^packages/engine/.*${test}` },
      to: { pathNot: ['^packages/(engine|testkit)/', '^node_modules/vitest/'] },
    },
    {
      ...sources(
        'ledger-imports-only-engine',
        'The ledger implements a port of the engine over a driver.',
        'packages/ledger',
        ['^packages/engine/'],
      ),
      from: { path: '^packages/ledger/', pathNot: [test, '/node-sqlite-driver\\.ts$'] },
    },
    {
      name: 'ledger-driver-imports-only-sqlite',
      comment: "One file of the ledger knows Node's SQLite, so that another driver can stand in on a phone.",
      severity: 'error',
      from: { path: '^packages/ledger/.*/node-sqlite-driver\\.ts$' },
      to: { pathNot: ['^packages/(ledger|engine)/', '^(node:)?sqlite$'] },
    },
    {
      ...sources(
        'remote-imports-only-engine-and-protocol',
        'The remote is the engine’s view of a server: it runs on phones, so it gets its transport from outside.',
        'packages/remote',
        ['^packages/(engine|protocol)/'],
      ),
      from: { path: '^packages/remote/', pathNot: [test, '/node-[^/]+\\.ts$'] },
    },
    sources(
      'testkit-imports-only-engine-and-protocol',
      'Fakes and contract suites know the ports and the wire, never an implementation.',
      'packages/testkit',
      ['^packages/(engine|protocol)/'],
      { path: ours },
    ),
    {
      name: 'testkit-is-for-tests',
      comment: 'Fakes and contract suites never ship.',
      severity: 'error',
      from: { pathNot: [test, simulated, '^packages/testkit/', '^tests/', '^bench/'] },
      to: { path: ['^packages/testkit/', testHelp] },
    },
    sources(
      'server-imports-only-protocol',
      'The server and the engine share the wire and nothing else.',
      'apps/server',
      ['^packages/protocol/'],
      { path: ours },
    ),
    sources(
      'agent-imports-no-server',
      'The agent knows a server by its wire, as every other client does.',
      'apps/agent',
      ['^packages/(engine|ledger|remote|protocol)/'],
      { path: ours },
    ),
    {
      name: 'app-imports-no-simulation',
      comment: 'What only looks like a phone never ships.',
      severity: 'error',
      from: { pathNot: [test, simulated] },
      to: { path: simulated },
    },
    sources(
      'app-imports-no-other-app',
      'The app knows an agent and a server by their wire.',
      'apps/mobile/src',
      [
        '^packages/(engine|ledger|remote|protocol)/',
        '^apps/mobile/modules/backup-native/src/(index|open-backup-native)\\.ts$',
      ],
      { path: ours },
    ),
    sources(
      'native-module-imports-nothing-of-ours',
      'What is native is thin: it knows neither the engine nor the app.',
      'apps/mobile/modules',
      [],
      { path: ours },
    ),
    {
      name: 'screens-know-only-the-controller',
      comment:
        'Screens know the ports of src/controller: what they show can come from another process. The root layout alone knows where the ports come from.',
      severity: 'error',
      from: { path: screens, pathNot: [test, '^apps/mobile/src/app/_layout\\.tsx$'] },
      to: { path: '^(packages/(ledger|remote|protocol)/|apps/mobile/src/composition/)' },
    },
    {
      name: 'screens-know-types-of-the-engine',
      comment: 'What a screen would ask of the engine itself, it asks of its controller.',
      severity: 'error',
      from: { path: screens, pathNot: test },
      to: { path: '^packages/engine/', dependencyTypesNot: ['type-only'] },
    },
    sources(
      'demo-imports-no-app',
      'The demo starts the apps as a user does, as processes; of ours it may know the wire.',
      'demo',
      ['^packages/protocol/'],
      { path: ours },
    ),
    {
      name: 'packages-by-their-index',
      comment:
        'A package is its index.ts: what is not exported there is nobody else’s business. The ledger has a driver apart, since its index runs where there is no Node.',
      severity: 'error',
      from: { path: '^(packages/[^/]+|apps/[^/]+|demo)/' },
      to: {
        path: '^(packages/[^/]+|apps/[^/]+|demo)/',
        pathNot: ['^$1/', ...doors],
      },
    },
    {
      name: 'packages-by-their-index-from-outside',
      comment: 'The same for tools, tests and benchmarks.',
      severity: 'error',
      from: { path: '^(tools|tests|bench)/' },
      to: {
        path: '^(packages|apps|demo)/',
        pathNot: doors,
      },
    },
    {
      name: 'tests-are-imported-by-nobody',
      comment: 'What two tests share lives in testkit or beside them, not in a test.',
      severity: 'error',
      from: {},
      to: { path: testFile },
    },
    {
      name: 'test-help-is-for-tests',
      comment: 'What helps tests never ships.',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: test },
      to: { path: testHelp },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that import each other are one file in two pieces; types count.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'Every import leads to a file.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-undeclared-dependency',
      comment: 'Production sources import only what their own package.json has under "dependencies".',
      severity: 'error',
      from: {
        path: '^(packages|apps|demo)/',
        pathNot: [test, simulated, '^packages/testkit/', '^apps/mobile/tools/'],
      },
      to: {
        // Our own packages are "undetermined" here, behind their symbolic links; the layers above name those.
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'npm-optional', 'npm-peer'],
      },
    },
  ],
  options: {
    // `import type` is an import: types couple as values do.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '(^|/)(coverage|data|demo-library)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
