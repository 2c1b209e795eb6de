import { describe, expect, it } from 'vitest';
import { checkLock, checkManifest, readDocumented } from './dependencies.ts';

const words = (problems: readonly { line: number; text: string }[]) =>
  problems.map(({ line, text }) => `${line} ${text}`);

describe('dependencies', () => {
  it.each(['^1.0.0', '~1.0.0', '1.x', '*', '', 'latest', '>=1.0.0', 'file:../a', 'github:a/b'])(
    'refuses the version "%s"',
    (version) => {
      const text = JSON.stringify({ dependencies: { zod: version } }, null, 2);
      expect(words(checkManifest('package.json', text, new Set(['zod'])))).toEqual([
        `3 zod must have one exact version, not ${JSON.stringify(version)}`,
      ]);
    },
  );

  it.each(['1.2.3', '1.0.0-rc.1'])('takes the version "%s"', (version) => {
    const text = JSON.stringify({ devDependencies: { zod: version } });
    expect(checkManifest('package.json', text, new Set(['zod']))).toEqual([]);
  });

  it('wants a line for every dependency that is not our own', () => {
    const text = '{ "dependencies": { "busboy": "1.6.0", "@keepsake/protocol": "0.1.0" } }';
    expect(words(checkManifest('package.json', text, new Set(['zod'])))).toEqual([
      '1 busboy has no line in docs/dependencies.md: what it does here, what else was weighed',
    ]);
  });

  it('reads the names that start a table row or a list item', () => {
    const text = '| `zod` | schemas |\n- `@types/node` types\n* `kysely`\nNot `busboy`.\n| x | `knip` |';
    expect([...readDocumented(text)]).toEqual(['zod', '@types/node', 'kysely']);
  });

  it('refuses a lock file that names a registry or lacks a hash', () => {
    const packages = {
      '': { name: 'house' },
      'apps/server': { name: '@keepsake/server' },
      'node_modules/@keepsake/server': { resolved: 'apps/server', link: true },
      'node_modules/zod': { resolved: 'https://example.org/zod.tgz', integrity: 'sha512-x' },
      'node_modules/a': { resolved: 'git+ssh://git@example.org/a.git', integrity: 'sha512-x' },
      'node_modules/b': {},
      'node_modules/c': { integrity: 'sha512-x' },
    };
    const problems = checkLock('package-lock.json', JSON.stringify({ packages }, null, 1));
    expect(problems.map(({ text }) => text)).toEqual([
      'node_modules/zod names where it was downloaded; install with the .npmrc of this repository',
      'node_modules/a names where it was downloaded; install with the .npmrc of this repository',
      'node_modules/b has no integrity hash',
    ]);
  });

  it('refuses a lock file in which something needed has no entry, which npm ci refuses too', () => {
    const packages = {
      '': { dependencies: { a: '1.0.0' } },
      'node_modules/a': {
        integrity: 'x',
        dependencies: { b: '1' },
        optionalDependencies: { c: '1', '@d/e': '1' },
      },
      'node_modules/a/node_modules/b': { integrity: 'x', dependencies: { a: '1' } },
      'node_modules/@d/e': { integrity: 'x' },
    };
    const problems = checkLock('package-lock.json', JSON.stringify({ packages }, null, 1));
    expect(problems.map(({ text }) => text)).toEqual(['node_modules/a needs c, which has no entry']);
  });
});
