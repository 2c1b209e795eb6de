import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planCoverage, readEvidence } from './rule-coverage.ts';

const SPEC = 'packages/engine/SPEC.md';
const OPEN = 'packages/engine/open-rules.txt';
const TEST = 'packages/engine/src/a.test.ts';

describe('rule coverage', () => {
  let root = '';
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'keepsake-rules-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  async function cover(files: Readonly<Record<string, string>>) {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, file)), { recursive: true });
      await writeFile(join(root, file), text);
    }
    const evidence = readEvidence(root);
    const { proven, open, problems } = planCoverage(evidence);
    const texts = [...evidence.problems, ...problems].map(
      ({ file, line, text }) => `${file}:${line} ${text}`,
    );
    return { proven, open, problems: texts };
  }

  it('holds when every rule is cited or open', async () => {
    const files = {
      [SPEC]: '- **[A1]** One.\n- **[A2]** Two.\n',
      [OPEN]: '# not yet\nA2\n',
      [TEST]: "it('[A1] x')",
    };
    expect(await cover(files)).toEqual({ proven: ['A1'], open: ['A2'], problems: [] });
  });

  it('finds a rule without a test', async () => {
    const { problems } = await cover({ [SPEC]: 'Preface\n- **[A1]** One.\n' });
    expect(problems).toEqual([`${SPEC}:2 no test cites A1; prove it, or list it in open-rules.txt`]);
  });

  it('finds a test of an unknown rule', async () => {
    const { problems } = await cover({ [TEST]: "\ntest('[Q9] x', () => {})" });
    expect(problems).toEqual([`${TEST}:2 no SPEC.md has a rule Q9`]);
  });

  it('finds an open rule that a test proves, so that the list only shrinks', async () => {
    const { problems } = await cover({ [SPEC]: '- **[A1]** One.', [OPEN]: 'A1', [TEST]: "it('[A1] x')" });
    expect(problems).toEqual([`${OPEN}:1 A1 has a citing test: remove it from the list`]);
  });

  it('finds an open rule that its SPEC does not have', async () => {
    const { problems } = await cover({ [SPEC]: 'Nothing yet.', [OPEN]: 'A1  # later' });
    expect(problems).toEqual([`${OPEN}:1 ${SPEC} has no rule A1`]);
  });

  it('takes a rule of two SPECs as proven wherever it is cited', async () => {
    const rule = '- **[H1]** The same.';
    const files = { [SPEC]: rule, 'apps/server/SPEC.md': rule, 'apps/server/src/a.test.ts': "it('[H1] x')" };
    expect(await cover(files)).toEqual({ proven: ['H1'], open: [], problems: [] });
  });

  it.each([
    ["it('[A1][A2] x')", ['A1', 'A2']],
    ["it('[A1] [A2] x')", ['A1', 'A2']],
    ["it('[A1, A2] x')", ['A1', 'A2']],
    ['it(`[A1] ${name} x`)', ['A1']],
    ["it.each([1, 2])('[A1] %s', () => {})", ['A1']],
    ["it.each`a | b`('[A1] $a', () => {})", ['A1']],
    ["it.skipIf(isRoot)('[A1] x')", ['A1']],
    ["test.concurrent('[A1] x')", ['A1']],
    ["describe('x', () => { for (const a of all) it('[A1] x', async () => {}) })", ['A1']],
    ["// it('[A1] x')", []],
    ['const text = "it(\'[A1] x\')"', []],
    ["describe('[A1] x', () => {})", []],
    ["it.skip('[A1] x', () => {})", []],
    ["it.todo('[A1] x')", []],
    ["it.fails('[A1] x', () => {})", []],
    ["it('says [A1]', () => {})", []],
    ["visit('[A1] x')", []],
  ])('reads %s', async (text, ids) => {
    const spec = '- **[A1]** One.\n- **[A2]** Two.';
    expect((await cover({ [SPEC]: spec, [TEST]: text })).proven).toEqual(ids);
  });

  it.each(["it('[A1 A2] x')", "it('[A1–A3] x')", "it('[A1/A2] x')", "it('A1: x')", "it('[A2][A1 x')"])(
    'refuses %s, which would prove nothing',
    async (text) => {
      const { problems } = await cover({ [SPEC]: '- **[A2]** Two.', [OPEN]: '', [TEST]: text });
      expect(problems).toContainEqual(expect.stringContaining(`${TEST}:1 a citation is written`));
    },
  );

  it.each([
    '- **[A1] One.**',
    '- [A1] One.',
    '* **[A1]** One.',
    '- **A1** One.',
    '  - **[A1]** One.',
    '- A1 One.',
  ])('refuses the slip of the pen "%s", which would drop a rule', async (text) => {
    const { problems } = await cover({ [SPEC]: text });
    expect(problems).toEqual([`${SPEC}:1 a rule is written "- **[A1]** What must hold."`]);
  });

  it('refuses a rule or an open rule that stands twice, and an open rule that is no id', async () => {
    const { problems } = await cover({
      [SPEC]: '- **[A1]** One.\n- **[A1]** Again.',
      [OPEN]: 'A1\nA1\nA1, A2',
    });
    expect(problems).toEqual([
      `${SPEC}:2 A1 stands here twice`,
      `${OPEN}:2 A1 stands here twice`,
      `${OPEN}:3 "A1, A2" is no rule's id; one id a line`,
    ]);
  });

  it('counts a contract suite of testkit only when a test of the product runs it', async () => {
    const suite = "export function itKeepsRecords() { it('[A1] x', () => {}) }";
    const run = "import { itKeepsRecords } from '@keepsake/testkit'; itKeepsRecords()";
    const files = {
      [SPEC]: '- **[A1]** One.',
      'packages/testkit/src/ledger-contract.ts': suite,
      'packages/testkit/src/fake-ledger.test.ts': run,
    };
    expect((await cover(files)).proven).toEqual([]);
    expect((await cover({ ...files, [TEST]: run })).proven).toEqual(['A1']);
  });

  it('does not take a test of a fake as proof, but wants its rules to exist', async () => {
    const fake = 'packages/testkit/src/fake.test.ts';
    const { proven, problems } = await cover({
      [SPEC]: '- **[A1]** One.',
      [OPEN]: 'A1',
      [fake]: "it('[A1] x');\nit('[Q9] x');",
    });
    expect({ proven, problems }).toEqual({ proven: [], problems: [`${fake}:2 no SPEC.md has a rule Q9`] });
  });

  it('does not read a test that vitest does not run', async () => {
    const files = {
      [SPEC]: '- **[A1]** One.',
      'packages/engine/node_modules/x/src/a.test.ts': "it('[A1] x')",
    };
    expect((await cover({ ...files, 'packages/engine/other/a.test.ts': "it('[A1] x')" })).proven).toEqual([]);
  });
});
