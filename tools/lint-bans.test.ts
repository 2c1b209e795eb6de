import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

/** The gate's own configuration without the rules that need types, so that a text is judged by the path it would have. */
const eslint = new ESLint({
  cwd: `${import.meta.dirname}/..`,
  overrideConfig: [
    {
      ...tseslint.configs.disableTypeChecked,
      languageOptions: { parserOptions: { project: null, projectService: false } },
    },
  ],
});

async function bansIn(filePath: string, text: string): Promise<readonly (string | null)[]> {
  const [result] = await eslint.lintText(text, { filePath });
  return (result?.messages ?? [])
    .map(({ ruleId }) => ruleId)
    .filter((rule) => /restricted/.test(rule ?? 'parse error'));
}

const ENGINE = 'packages/engine/src/planted.ts';
const LEDGER = 'packages/ledger/src/planted.ts';
const REMOTE = 'packages/remote/src/planted.ts';
const AGENT = 'apps/agent/src/planted.ts';
const TEST = 'apps/agent/src/planted.test.ts';

describe('the bans of the linter', () => {
  it.each([
    [ENGINE, 'export const a = Date.now();'],
    [ENGINE, 'export const a = new Date();'],
    [ENGINE, 'export const a = Date();'],
    [ENGINE, 'export const a = Math.random();'],
    [ENGINE, 'setTimeout(() => {}, 1);'],
    [ENGINE, 'setInterval(() => {}, 1);'],
    [ENGINE, 'queueMicrotask(() => {});'],
    [ENGINE, 'setImmediate(() => {});'],
    [ENGINE, 'export const a = fetch;'],
    [ENGINE, 'console.log(1);'],
    [ENGINE, 'export const a = process.pid;'],
    [ENGINE, 'export const a = globalThis;'],
    [ENGINE, 'export const a = new Intl.NumberFormat();'],
    [ENGINE, "export const a = new URL('x:y');"],
    [ENGINE, 'export const a = new TextDecoder();'],
    [ENGINE, 'export const a = new TextEncoder();'],
    [ENGINE, 'export const a = crypto.subtle;'],
    [ENGINE, 'export const a = structuredClone({});'],
    [ENGINE, 'export const a = new AbortController();'],
    [ENGINE, 'export const a = [2, 1].toSorted();'],
    [ENGINE, 'export const a = [2, 1].toReversed();'],
    [ENGINE, 'export const a = [2, 1].toSpliced(0, 1);'],
    [ENGINE, 'export const a = [2, 1].with(0, 1);'],
    [ENGINE, 'export async function* a() { yield 1; }'],
    [ENGINE, 'export const a = { async *[Symbol.asyncIterator]() { yield 1; } };'],
    [ENGINE, 'export default 1;'],
    [LEDGER, 'export const a = Date.now();'],
    [LEDGER, 'console.log(1);'],
    [REMOTE, 'setTimeout(() => {}, 1);'],
    [REMOTE, 'export const a = fetch;'],
    [REMOTE, 'export const a = Math.random();'],
    [AGENT, 'export const a = process.env;'],
    [AGENT, 'export const { env } = process;'],
    [AGENT, "import { env } from 'node:process'; export const a = env;"],
    [AGENT, "import * as process from 'node:process'; export const a = process.env;"],
    [AGENT, 'const a = 1; export { a as default };'],
    [AGENT, "export * from './x.ts';"],
    [TEST, "it.only('x', () => {});"],
    [TEST, "it.skip('x', () => {});"],
    [TEST, "it.skip.each([1])('x', () => {});"],
    [TEST, "it.concurrent.only('x', () => {});"],
    [TEST, "describe.skip('x', () => {});"],
    [TEST, "it('x', { skip: true }, () => {});"],
    [TEST, "xit('x', () => {});"],
    ['tests/e2e/planted.test.ts', "test.only('x', () => {});"],
  ])('are found in %s: %s', async (path, text) => {
    expect(await bansIn(path, text)).not.toEqual([]);
  });

  it.each([
    [ENGINE, 'export const a = new Date(0).toISOString();'],
    [ENGINE, 'export async function* a() { yield 1; }'.replace('async ', '')],
    ['packages/engine/src/planted.test.ts', 'console.log(Date.now());'],
    ['packages/ledger/src/node-sqlite-driver.ts', 'export const a = process.pid;'],
    ['apps/agent/src/main.ts', 'export const a = process.env;'],
    ['apps/server/src/config/config.ts', 'export const a = process.env;'],
    ['tools/planted-reporter.ts', 'export default 1;'],
    [TEST, "it.skipIf(true)('x', () => {}); export const a = process.env;"],
    [AGENT, 'export const a = Date.now();'],
  ])('leave alone in %s: %s', async (path, text) => {
    expect(await bansIn(path, text)).toEqual([]);
  });
});
