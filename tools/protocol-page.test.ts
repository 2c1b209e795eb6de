import { join } from 'node:path';
import { routes, uploadFields, uploadRoutes } from '@keepsake/protocol';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { protocolPage } from './protocol-page.ts';
import { wordsOf } from './schema-words.ts';

const PAGE = join(import.meta.dirname, '../docs/protocol.md');

describe('docs/protocol.md', () => {
  it('[H12] is what the schemas say; `npx vitest run tools/protocol-page.test.ts -u` writes it anew', async () => {
    const options = await resolveConfig(PAGE);
    const page = await format(protocolPage(), { ...options, parser: 'markdown' });
    for (const { method, path } of Object.values({ ...routes, ...uploadRoutes }))
      expect(page).toContain(`### ${method} /api${path}\n`);
    await expect(page).toMatchFileSnapshot(PAGE);
  });

  it('says of a field what a client may send', () => {
    expect(wordsOf(routes.createAlbum.body, 'request').split('\n')).toContain(
      '  albumName: string (1 to 1,000 characters)',
    );
    const upload = wordsOf(uploadFields, 'request').split('\n');
    expect(upload).toContain('  fileCreatedAt: timestamp');
    expect(upload).toContain('  isFavorite?: "true" | "false" = "false"');
    expect(wordsOf(routes.readAlbum.params, 'request')).toBe('{ id: uuid }');
    const album = routes.readAlbum.answers[200];
    expect(wordsOf(routes.listAlbums.answers[200], 'answer', new Map([['Album', album]]))).toBe('Album[]');
  });
});
