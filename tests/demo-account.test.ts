import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it } from './house/house.ts';
import { writeFiles, writePhotos } from './house/photos.ts';

describe('the demo’s own account', () => {
  it('[E1] whose note is damaged is neither lost at once nor written over', async ({ house }) => {
    await writePhotos(house.library, 1);
    const file = join(house.dataFolder, 'demo-account.json');
    const words = ['--once', '--library', house.library];
    // A server that has no account yet can do without what is damaged.
    await writeFiles(house.dataFolder, { 'demo-account.json': '{"email":"demo@kee' });
    const first = await house.startDemo(words).ended;
    expect(first.exitCode).toBe(0);
    expect(first.stdout).toContain('Sign in as   demo@keepsake.local');
    const note = await readFile(file, 'utf8');

    await writeFile(file, '{"email":');
    // The server's port is another at each start, and with it the address that the sign-in is for.
    const lost = await house.startDemo(words).ended;
    expect(lost.exitCode).toBe(26);
    expect(lost.stdout).toContain(`note of its own password, ${file}, is damaged.`);
    expect(lost.stdout).toContain('Put that file back from a copy, or begin a new demo: KEEPSAKE_DATA=');
    expect(await readFile(file, 'utf8')).toBe('{"email":');

    await writeFile(file, note);
    expect((await house.startDemo(words).ended).exitCode).toBe(0);
    await rm(file);
    const without = await house.startDemo(words).ended;
    expect(without.exitCode).toBe(26);
    expect(without.stdout).toContain('has accounts of its own');
    await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
