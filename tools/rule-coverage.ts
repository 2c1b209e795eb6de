import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCitations, type Citation, type TestFile } from './cited-rules.ts';
import { problem, report, type Problem } from './problem.ts';
import { readOpenRules, readSpecRules, type Rule } from './spec-rules.ts';
import { COMPONENT_TEST_FILES, TEST_FILES } from './test-files.ts';

const TESTKIT = 'packages/testkit/';

/** What is promised, what is admitted to be open, and what is proven. */
interface Evidence {
  readonly rules: readonly Rule[];
  readonly openRules: readonly Rule[];
  /** By tests of the product. */
  readonly citations: readonly Citation[];
  /** By tests of fakes, and by contract suites that no test of the product runs: these prove nothing. */
  readonly mentions: readonly Citation[];
}

/** The ids of the rules that are proven and that are open, and what is wrong between SPECs, lists and tests. */
interface Coverage {
  readonly proven: readonly string[];
  readonly open: readonly string[];
  readonly problems: readonly Problem[];
}

/** Compares rules with the tests that cite them. A rule may stand in two SPECs, and is proven wherever it is cited. */
export function planCoverage({ rules, openRules, citations, mentions }: Evidence): Coverage {
  const known = new Set(rules.map(({ id }) => id));
  const cited = new Set(citations.map(({ id }) => id));
  const open = new Set(openRules.map(({ id }) => id));
  const unproven = rules.filter(({ id }) => !cited.has(id) && !open.has(id));
  return {
    proven: [...known].filter((id) => cited.has(id)),
    open: [...known].filter((id) => !cited.has(id) && open.has(id)),
    problems: [
      ...unproven.map((rule) =>
        problem(rule, `no test cites ${rule.id}; prove it, or list it in open-rules.txt`),
      ),
      ...openRules
        .filter(({ id }) => cited.has(id))
        .map((rule) => problem(rule, `${rule.id} has a citing test: remove it from the list`)),
      ...[...citations, ...mentions]
        .filter(({ id }) => !known.has(id))
        .map((citation) => problem(citation, `no SPEC.md has a rule ${citation.id}`)),
    ],
  };
}

/**
 * Reads the evidence of a repository: its SPECs, the open-rules.txt beside each, and the names of its tests. A contract
 * suite of testkit counts when a test outside testkit imports it: that a fake keeps a promise proves nothing.
 */
export function readEvidence(root: string): Evidence & { readonly problems: readonly Problem[] } {
  const rules: Rule[] = [];
  const openRules: Rule[] = [];
  const problems: Problem[] = [];
  for (const spec of glob(root, ['{packages,apps}/*/SPEC.md'])) {
    const read = readSpecRules(spec, readFileSync(join(root, spec), 'utf8'));
    const list = spec.replace(/SPEC\.md$/, 'open-rules.txt');
    const openText = existsSync(join(root, list)) ? readFileSync(join(root, list), 'utf8') : '';
    const open = readOpenRules(list, openText);
    const ownIds = new Set(read.rules.map(({ id }) => id));
    rules.push(...read.rules);
    openRules.push(...open.rules);
    problems.push(...read.problems, ...open.problems);
    for (const rule of open.rules)
      if (!ownIds.has(rule.id)) problems.push(problem(rule, `${spec} has no rule ${rule.id}`));
  }
  const { proving, others } = readTests(root);
  problems.push(...[...proving, ...others].flatMap((file) => file.problems));
  const citations = proving.flatMap((file) => file.citations);
  return { rules, openRules, citations, mentions: others.flatMap((file) => file.citations), problems };
}

function readTests(root: string): {
  readonly proving: readonly TestFile[];
  readonly others: readonly TestFile[];
} {
  const files = [
    ...new Set(glob(root, [...TEST_FILES, ...COMPONENT_TEST_FILES, `${TESTKIT}src/**/*.ts`])),
  ].map((file) => readCitations(file, readFileSync(join(root, file), 'utf8')));
  const ofProduct = files.filter(({ file }) => !file.startsWith(TESTKIT));
  const imported = new Set(ofProduct.flatMap(({ imports }) => [...imports]));
  const proves = ({ file, exports }: TestFile): boolean =>
    !file.startsWith(TESTKIT) || [...exports].some((name) => imported.has(name));
  return { proving: files.filter(proves), others: files.filter((file) => !proves(file)) };
}

function glob(root: string, patterns: readonly string[]): readonly string[] {
  const exclude = ['**/node_modules/**'];
  return globSync(patterns, { cwd: root, exclude }).toSorted();
}

if (import.meta.main) {
  const evidence = readEvidence(join(import.meta.dirname, '..'));
  const { proven, open, problems } = planCoverage(evidence);
  report([...evidence.problems, ...problems]);
  console.log(`rules: ${proven.length} proven, ${open.length} open`);
}
