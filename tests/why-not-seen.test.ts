import { Buffer } from 'node:buffer';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect } from 'vitest';
import { it } from './house/house.ts';
import { permissionsBind } from './house/permissions.ts';
import { photo, writeFiles } from './house/photos.ts';

describe.skipIf(process.platform !== 'linux')('the name of a file', () => {
  it('[A13] is understood as it is printed, also where it is no text', async ({ house }) => {
    await house.settle();
    const odd = Buffer.concat([
      Buffer.from(`${house.library}/bad`),
      Buffer.of(0xff, 0xfe),
      Buffer.from('.jpg'),
    ]);
    await writeFile(odd, photo(1));
    await writeFiles(house.library, { 'new\nline.jpg': photo(2) });
    expect((await house.keepsake(['backup', house.library])).exitCode).toBe(0);

    // The last one is what a shell that completes the name gives, as it arrives.
    for (const typed of ['bad\\xff\\xfe.jpg', 'new\\u000aline.jpg', 'bad\ufffd\ufffd.jpg']) {
      const { exitCode, stdout, stderr } = await house.keepsake(['why', join(house.library, typed)]);
      expect([typed, exitCode, stderr]).toEqual([typed, 0, '']);
      expect(stdout).toContain('Backed up just now');
    }
  });
});

describe.runIf(permissionsBind)('a folder that may not be looked into', () => {
  it('[A13] is named as the reason', async ({ house }) => {
    await house.pretendSignedIn('http://127.0.0.1:9');
    const closed = join(house.library, 'closed');
    await mkdir(closed);
    await writeFiles(closed, { 'a.jpg': photo(1) });
    await chmod(closed, 0);
    const why = await house.keepsake(['why', join(closed, 'b.jpg'), '--library', house.library], {
      isBound: true,
    });
    await chmod(closed, 0o700);
    expect([why.exitCode, why.stderr]).toEqual([
      2,
      `You are not allowed to look into the folder ${closed}, so Keepsake does not know what is in it. Give yourself the right to read it, then back it up.\n`,
    ]);
  });
});
