import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { renderIconPaths } from '../../tools/render-icon-paths.ts';

it('are those of the list, as `npm run icons` writes them', () => {
  expect(readFileSync(join(import.meta.dirname, 'icon-paths.ts'), 'utf8')).toBe(renderIconPaths());
});
