import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it } from './house/house.ts';
import { writeFiles } from './house/photos.ts';
import { send } from './house/raw-request.ts';
import { openUi } from './house/ui.ts';

describe('the screens', () => {
  it('are served with what they may do, and no file beside them', async ({ house }) => {
    const webRoot = join(house.folder, 'web');
    await mkdir(webRoot);
    const ui = await openUi(house, [], { env: { KEEPSAKE_SCREENS: webRoot } });
    const missing = await ui.fetch('/');
    expect([missing.status, await missing.text()]).toEqual([503, expect.stringContaining('not built yet')]);

    const inline = 'globalThis.isHere = true;';
    await writeFiles(webRoot, {
      'index.html': `<!doctype html><script type="module">${inline}</script><script src="/app.js"></script>`,
      '_expo/static/js/web/entry-0123456789abcdef0123456789abcdef.js': 'alert(1)',
      'favicon.ico': 'icon',
      '.env': 'SECRET=1',
    });
    await writeFile(join(house.folder, 'beside.txt'), 'beside');
    const page = await ui.fetch('/');
    expect(page.status).toBe(200);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/default-src 'none'; script-src 'self' 'sha256-[\w+/=]+'; /);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(/script-src[^;]*unsafe/.test(policy)).toBe(false);
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    // A place within the screens is the page, too; a file that is not there is not.
    const place = await ui.fetch('/photos/failed');
    expect([place.status, place.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    // So is the place of a photo, whose id ends like the name of a file.
    for (const photo of [
      '/why/Trip%2FIMG_1.jpg',
      '/why/IMG_1.jpg',
      '/why/_expo/x.js',
      '/photos/a.b/c.heic',
    ]) {
      const answer = await ui.fetch(photo);
      expect([photo, answer.status, answer.headers.get('content-type')]).toEqual([
        photo,
        200,
        'text/html; charset=utf-8',
      ]);
    }
    for (const file of [
      '/no-such.js',
      '/_expo/static/no-such.js',
      '/assets/fonts/no-such.woff2',
      '/_expo/x',
    ]) {
      const answer = await ui.fetch(file);
      expect([file, answer.status, answer.headers.get('content-type')]).toEqual([file, 404, 'text/plain']);
    }
    const hashed = await ui.fetch('/_expo/static/js/web/entry-0123456789abcdef0123456789abcdef.js');
    expect(hashed.headers.get('cache-control')).toContain('immutable');
    expect((await ui.fetch('/favicon.ico')).headers.get('cache-control')).toBe('no-cache');

    for (const path of [
      '/../beside.txt',
      '/..%2fbeside.txt',
      '/%2e%2e/beside.txt',
      '/.env',
      '/_expo/../../beside.txt',
      '//etc/passwd',
      '/%00',
    ]) {
      const answer = await send(ui.origin, { path });
      expect([
        path,
        answer.text.includes('beside') || answer.text.includes('SECRET') || answer.text.includes('root:'),
      ]).toEqual([path, false]);
    }
  });
});
