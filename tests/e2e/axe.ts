import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
let source: Promise<string> | undefined;

/** What axe finds wrong with the page as it stands, each with the elements. Errors: axe looked at next to nothing. */
export async function findBarriers(page: Page, options: RunOptions = {}): Promise<readonly string[]> {
  source ??= readFile(AXE, 'utf8');
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(await source);
  const { wrong, lookedCount } = await page.evaluate(async (wanted) => {
    const { axe } = globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } };
    const { violations, passes } = await axe.run({ ...wanted, resultTypes: ['violations'] });
    return {
      wrong: violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
      lookedCount: passes.length,
    };
  }, options);
  if (options.runOnly === undefined && lookedCount <= 10)
    throw new Error(`axe passed ${lookedCount} rules only`);
  return wrong;
}
