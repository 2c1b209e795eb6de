import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { VARIABLES } from './config-variables.ts';

const PAGE = path.join(import.meta.dirname, '../../../docs/operating.md');

it('are all in docs/operating.md, with their defaults and meanings, and no others', () => {
  const table =
    /<!-- variables:[^>]*-->(.*)<!-- \/variables -->/s.exec(readFileSync(PAGE, 'utf8'))?.[1] ?? '';
  const rows = table
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\||[`|]/g, '').trim()));
  const expected = Object.entries(VARIABLES).map(([name, variable]) => [
    name,
    variable.default,
    variable.meaning,
  ]);
  expect(rows).toEqual(expected);
});
