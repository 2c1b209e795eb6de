import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

interface Summary {
  readonly violations: readonly Violation[];
  readonly ruleSetUsed: { readonly forbidden: readonly { readonly name: string }[] };
}

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

/** A house of the real shape in which every import is allowed. */
const SOUND: Readonly<Record<string, string>> = {
  'node_modules/zod/index.js': 'export const z = 1;',
  'node_modules/zod/package.json': '{ "name": "zod", "type": "module", "exports": "./index.js" }',
  'node_modules/vitest/index.js': 'export const it = 1;',
  'node_modules/vitest/package.json': '{ "name": "vitest", "type": "module", "exports": "./index.js" }',
  'packages/protocol/src/index.ts': "export { z } from 'zod';",
  'packages/engine/src/index.ts': "export type { Port } from './port.ts';",
  'packages/engine/src/port.ts': 'export interface Port { readonly a: 1 }',
  'packages/engine/src/sound.test.ts': "import 'vitest'; import '@keepsake/testkit'; import './index.ts';",
  'packages/ledger/src/index.ts': "import type { Port } from '@keepsake/engine'; export type L = Port;",
  'packages/ledger/src/node-sqlite-driver.ts': "import 'node:sqlite'; import './index.ts';",
  'packages/remote/src/index.ts': "import '@keepsake/engine'; import '@keepsake/protocol';",
  'packages/testkit/src/fakes.ts': "import '@keepsake/engine';",
  'packages/testkit/src/index.ts': "import 'vitest'; import '@keepsake/engine'; import '@keepsake/protocol';",
  'apps/server/src/index.ts': "import 'node:fs'; import '@keepsake/protocol';",
  'apps/agent/src/index.ts':
    "import '@keepsake/ledger'; import '@keepsake/ledger/node'; import '@keepsake/remote'; import '@keepsake/engine';",
  'apps/agent/src/sound.test.ts': "import '@keepsake/server'; import '@keepsake/testkit';",
  'apps/mobile/src/app/_layout.tsx': "import '../composition/open-app-ports.ts';",
  'apps/mobile/src/composition/open-app-ports.ts':
    "import '@keepsake/engine'; import '@keepsake/ledger'; import '@keepsake/remote'; import '@keepsake/protocol';",
  'apps/mobile/src/screens/sound.tsx': "import type { Port } from '@keepsake/engine'; export type S = Port;",
  'apps/mobile/src/screens/sound.test.tsx': "import '../../simulated/world.ts';",
  'apps/mobile/simulated/world.ts': "import '@keepsake/engine'; import '@keepsake/testkit/fakes';",
  'demo/src/main.ts': "import 'node:child_process';",
};

/** One forbidden import each: the file, what it imports, and the rule that must find it. */
const PLANTED = [
  ['packages/protocol/src/a.ts', "import 'node:fs';", 'protocol-imports-only-zod'],
  ['packages/protocol/src/b.ts', "import '@keepsake/engine';", 'protocol-imports-only-zod'],
  ['packages/engine/src/a.ts', "import 'node:crypto';", 'engine-imports-nothing'],
  ['packages/engine/src/b.ts', "import 'zod';", 'engine-imports-nothing'],
  ['packages/engine/src/c.ts', "import type { z } from '@keepsake/protocol';", 'engine-imports-nothing'],
  ['packages/engine/src/d.ts', "export const late = import('fs');", 'engine-imports-nothing'],
  ['packages/engine/src/e.test.ts', "import '@keepsake/ledger';", 'engine-tests-import-only-testkit'],
  ['packages/ledger/src/a.ts', "import 'node:sqlite';", 'ledger-imports-only-engine'],
  ['packages/ledger/src/b.ts', "import '@keepsake/protocol';", 'ledger-imports-only-engine'],
  ['packages/ledger/src/x/node-sqlite-driver.ts', "import 'node:fs';", 'ledger-driver-imports-only-sqlite'],
  ['packages/remote/src/a.ts', "import '@keepsake/ledger';", 'remote-imports-only-engine-and-protocol'],
  ['packages/remote/src/b.ts', "import 'node:http';", 'remote-imports-only-engine-and-protocol'],
  ['packages/testkit/src/a.ts', "import '@keepsake/ledger';", 'testkit-imports-only-engine-and-protocol'],
  ['apps/agent/src/a.ts', "import type { Fake } from '@keepsake/testkit';", 'testkit-is-for-tests'],
  ['apps/agent/src/c.ts', "import './testing/shared.ts';", 'testkit-is-for-tests'],
  ['apps/agent/src/b.ts', "import '@keepsake/server';", 'agent-imports-no-server'],
  ['apps/server/src/a.ts', "import '@keepsake/engine';", 'server-imports-only-protocol'],
  ['apps/server/src/b.ts', "import '@keepsake/remote';", 'server-imports-only-protocol'],
  ['apps/mobile/src/controller/a.ts', "import '../../../agent/src/index.ts';", 'app-imports-no-other-app'],
  [
    'apps/mobile/modules/backup-native/src/a.ts',
    "import '@keepsake/engine';",
    'native-module-imports-nothing-of-ours',
  ],
  ['apps/mobile/src/screens/b.tsx', "import '../../simulated/world.ts';", 'app-imports-no-simulation'],
  ['apps/mobile/src/screens/c.tsx', "import '@keepsake/remote';", 'screens-know-only-the-controller'],
  [
    'apps/mobile/src/app/d.tsx',
    "import '../composition/open-app-ports.ts';",
    'screens-know-only-the-controller',
  ],
  ['apps/mobile/src/components/e.tsx', "import '@keepsake/engine';", 'screens-know-types-of-the-engine'],
  ['demo/src/a.ts', "import '../../apps/server/src/index.ts';", 'demo-imports-no-app'],
  ['packages/ledger/src/c.ts', "import '../../engine/src/port.ts';", 'packages-by-their-index'],
  ['tests/a.test.ts', "import '../packages/engine/src/port.ts';", 'packages-by-their-index-from-outside'],
  ['apps/server/src/c.ts', "import './d.test.ts';", 'tests-are-imported-by-nobody'],
  ['apps/server/src/f.ts', "import './testing/g.ts';", 'test-help-is-for-tests'],
  ['packages/engine/src/f.ts', "import type { G } from './g.ts'; export type F = G;", 'no-cycles'],
  ['packages/remote/src/c.ts', "import './nowhere.ts';", 'no-unresolvable'],
  ['packages/remote/src/d.ts', "import '@keepsake/engine/src/port.ts';", 'no-unresolvable'],
  ['apps/server/src/e.ts', "import 'vitest';", 'no-undeclared-dependency'],
] as const;

const PLANTED_BESIDE: Readonly<Record<string, string>> = {
  'apps/server/src/d.test.ts': '',
  'apps/server/src/testing/g.ts': '',
  'apps/agent/src/testing/shared.ts': '',
  'packages/engine/src/g.ts': "import type { F } from './f.ts'; export type G = F;",
};

describe('the layer table', () => {
  let house = '';
  let found: Summary['violations'] = [];
  let rules: Summary['ruleSetUsed']['forbidden'] = [];

  beforeAll(async () => {
    house = await mkdtemp(join(tmpdir(), 'keepsake-layers-'));
    await layFoundation(house);
    await write(house, SOUND);
    expect(inWords(cruise(house).violations), 'a sound house has no violation').toEqual([]);
    await write(house, PLANTED_BESIDE);
    await write(house, Object.fromEntries(PLANTED.map(([file, text]) => [file, text])));
    const summary = cruise(house);
    found = summary.violations;
    rules = summary.ruleSetUsed.forbidden;
  });

  afterAll(() => rm(house, { recursive: true, force: true }));

  it.each(PLANTED)('finds in %s: %s', (file, _text, rule) => {
    expect(found.filter(({ from }) => from === file).map((violation) => violation.rule.name)).toContain(rule);
  });

  it('finds nothing in the files where nothing was planted', () => {
    expect(inWords(found.filter(({ from }) => from in SOUND))).toEqual([]);
  });

  it('has a planted import for every rule', () => {
    const planted = new Set<string>(PLANTED.map(([, , rule]) => rule));
    expect(rules.filter(({ name }) => !planted.has(name))).toEqual([]);
  });
});

function inWords(violations: readonly Violation[]): readonly string[] {
  return violations.map(({ from, to, rule }) => `${from} → ${to}: ${rule.name}`);
}

async function layFoundation(house: string): Promise<void> {
  for (const file of ['.dependency-cruiser.js', 'tsconfig.base.json', 'package.json'])
    await cp(join(import.meta.dirname, '..', file), join(house, file));
  await mkdir(join(house, 'node_modules/@keepsake'), { recursive: true });
  for (const folder of ['protocol', 'engine', 'ledger', 'remote', 'testkit'].map(
    (name) => `packages/${name}`,
  ))
    await layPackage(house, folder);
  for (const folder of ['apps/server', 'apps/agent', 'apps/mobile', 'demo']) await layPackage(house, folder);
}

async function layPackage(house: string, folder: string): Promise<void> {
  const name = folder.replace(/^.*\//, '');
  await mkdir(join(house, folder), { recursive: true });
  await cp(join(import.meta.dirname, '..', folder, 'package.json'), join(house, folder, 'package.json'));
  await symlink(join(house, folder), join(house, 'node_modules/@keepsake', name));
}

async function write(house: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(house, file)), { recursive: true });
    await writeFile(join(house, file), text);
  }
}

/** Runs the gate's own command on a house and returns what it found. */
function cruise(house: string): Summary {
  const bin = join(import.meta.dirname, '../node_modules/.bin/depcruise');
  const args = [bin, '--config', '.dependency-cruiser.js', '--output-type', 'json'];
  const json = execFileSync(process.execPath, [...args, '.'], {
    cwd: house,
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  });
  return (JSON.parse(json) as { summary: Summary }).summary;
}
