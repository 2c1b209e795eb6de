import { expect, it } from 'vitest';
import { VARIABLES } from './config-variables.ts';
import { helpText } from './help.ts';

it('sets every variable apart from its meaning, all meanings in one column', () => {
  const lines = helpText().split('\n');
  const columns = Object.entries(VARIABLES).map(([name, { meaning }]) => {
    const line = lines.find((text) => text.startsWith(`  ${name}  `)) ?? '';
    return line.indexOf(meaning);
  });
  expect(columns[0]).toBeGreaterThan(0);
  expect(new Set(columns).size).toBe(1);
});
