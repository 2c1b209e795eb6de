import { join } from 'node:path';
import { routes } from '@keepsake/protocol';
import { format, resolveConfig } from 'prettier';
import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { protocolPage } from './protocol-page.ts';
import { wordsOf } from './schema-words.ts';

const PAGE = join(import.meta.dirname, '../docs/protocol.md');

describe('docs/protocol.md', () => {
  it('[H12] is what the schemas say; `npx vitest run tools/protocol-page.test.ts -u` writes it anew', async () => {
    const options = await resolveConfig(PAGE);
    const page = await format(protocolPage(), { ...options, parser: 'markdown' });
    for (const { method, path } of Object.values(routes))
      expect(page).toContain(`### ${method} /api${path}\n`);
    await expect(page).toMatchFileSnapshot(PAGE);
  });

  it('says of a field what a client may send', () => {
    const body = z.object({
      name: z.string().min(1).max(1000),
      ids: z.array(z.uuid()).max(5000),
      kind: z.enum(['a', 'b']).default('a'),
      when: z.iso.datetime({ offset: true }).nullish(),
    });
    expect(wordsOf(body, 'request')).toBe(
      [
        '{',
        '  name: string (1 to 1,000 characters)',
        '  ids: uuid[] (at most 5,000)',
        '  kind?: "a" | "b" = "a"',
        '  when?: timestamp | null',
        '}',
      ].join('\n'),
    );
    expect(wordsOf(z.array(body), 'answer', new Map([['Thing', body]]))).toBe('Thing[]');
  });
});
