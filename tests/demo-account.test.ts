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

  it('[E1] goes on with a password that its person chose, and lets them sign in on the page', async ({
    house,
  }) => {
    await writePhotos(house.library, 1);
    const words = ['--library', house.library];
    const first = await house.startDemo([...words, '--once']).ended;
    const note = join(house.dataFolder, 'demo-account.json');
    const account = JSON.parse(await readFile(note, 'utf8')) as object;
    await writeFile(note, JSON.stringify({ ...account, password: 'another' }));

    const KEEPSAKE_PORT = /Your server: http:\S+:(\d+)/.exec(first.stdout)?.[1];
    const signedIn = await house.startDemo([...words, '--once'], { KEEPSAKE_PORT }).ended;
    expect(signedIn.exitCode).toBe(0);
    expect(signedIn.stdout).toContain('Sign in as   demo@keepsake.local   with the password that you chose');

    // At another address nobody is signed in.
    const once = await house.startDemo([...words, '--once']).ended;
    expect(once.exitCode).toBe(26);
    expect(once.stdout).toContain('The password of demo@keepsake.local was changed, and only you know');
    expect(once.stdout).toContain('Start it without --once, and sign in on the page that opens.');
    const serving = house.startDemo([...words, '--no-open']);
    await serving.untilLine((line) => line === 'Sign in on the page that opens.');
    await serving.untilLine((line) => line === 'The server goes on serving. Ctrl-C stops it.');
    serving.kill('SIGTERM');
    expect((await serving.ended).exitCode).toBe(0);
  });
});
