import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { problem, report, type Problem } from './problem.ts';

const DOCUMENT = 'docs/dependencies.md';
const FIELDS = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
  'overrides',
] as const;
const EXACT = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;

type Manifest = { readonly [Field in (typeof FIELDS)[number]]?: Readonly<Record<string, unknown>> };

/**
 * Checks one package.json: every version is exact, so that the same commit installs the same code for ever, and every
 * dependency that is not our own has a line in docs/dependencies.md that starts with its name in backticks.
 */
export function checkManifest(
  file: string,
  text: string,
  documented: ReadonlySet<string>,
): readonly Problem[] {
  const manifest = JSON.parse(text) as Manifest;
  const lines = text.split('\n');
  const problems: Problem[] = [];
  for (const field of FIELDS)
    for (const [name, version] of Object.entries(manifest[field] ?? {})) {
      const at = {
        file,
        line:
          lines.findIndex((line) => line.includes(`"${name}"`) && line.includes(JSON.stringify(version))) + 1,
      };
      if (typeof version !== 'string' || !EXACT.test(version))
        problems.push(problem(at, `${name} must have one exact version, not ${JSON.stringify(version)}`));
      if (!name.startsWith('@keepsake/') && !documented.has(name))
        problems.push(
          problem(at, `${name} has no line in ${DOCUMENT}: what it does here, what else was weighed`),
        );
    }
  return problems;
}

/** The names that docs/dependencies.md gives a table row or a list item, each starting with the name in backticks. */
export function readDocumented(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/^(?:\|\s*|[-*]\s+)`([^`]+)`/gm)].map(([, name = '']) => name));
}

/**
 * Checks package-lock.json: nothing names the registry that it was made with, so that it installs behind every
 * registry; whatever comes from one is pinned by its hash; and whatever is needed has an entry, or `npm ci` refuses. (npm
 * silently leaves out an optional dependency that the registry of the day did not serve.)
 */
export function checkLock(file: string, text: string): readonly Problem[] {
  const lock = JSON.parse(text) as { packages: Readonly<Record<string, LockedPackage>> };
  const lines = text.split('\n');
  const problems: Problem[] = [];
  for (const [path, locked] of Object.entries(lock.packages)) {
    const { resolved, link, integrity } = locked;
    const at = { file, line: lines.findIndex((line) => line.includes(`"${path}": {`)) + 1 };
    if (resolved !== undefined && /^[a-z+]+:/.test(resolved))
      problems.push(
        problem(at, `${path} names where it was downloaded; install with the .npmrc of this repository`),
      );
    if (path.includes('node_modules/') && link !== true && integrity === undefined)
      problems.push(problem(at, `${path} has no integrity hash`));
    for (const name of Object.keys({
      ...locked.dependencies,
      ...locked.devDependencies,
      ...locked.optionalDependencies,
    }))
      if (!lookupPath(path, name).some((candidate) => candidate in lock.packages))
        problems.push(problem(at, `${path} needs ${name}, which has no entry`));
  }
  return problems;
}

/** Where Node looks for a package from another one's folder, the nearest first. */
function lookupPath(from: string, name: string): readonly string[] {
  const folders = from.split('/').map((_, index, parts) => parts.slice(0, parts.length - index).join('/'));
  return [...folders.filter((folder) => folder !== ''), ''].map((folder) =>
    `${folder}/node_modules/${name}`.replace(/^\//, ''),
  );
}

interface LockedPackage {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly integrity?: string;
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..');
  const read = (file: string): string => readFileSync(join(root, file), 'utf8');
  const problems: Problem[] = [];
  let documented: ReadonlySet<string> = new Set();
  try {
    documented = readDocumented(read(DOCUMENT));
  } catch {
    problems.push(problem({ file: DOCUMENT, line: 1 }, 'is missing'));
  }
  for (const file of [
    'package.json',
    ...globSync('{packages,apps}/*/package.json', { cwd: root }),
    'demo/package.json',
  ])
    problems.push(...checkManifest(file, read(file), documented));
  problems.push(...checkLock('package-lock.json', read('package-lock.json')));
  report(problems);
}
