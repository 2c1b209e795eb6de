import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it } from './house/house.ts';
import { checksumsBelow, photo, sha1, writeFiles, writePhotos } from './house/photos.ts';

/** Whether a process with this number lives. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('npm start', () => {
  it('[E6][A5] backs a library up once, and the second time reads nothing', async ({ house }) => {
    await writePhotos(house.library, 3);
    await writeFiles(house.library, { 'empty.jpg': '' });
    const words = ['--once', '--library', house.library];

    const first = await house.startDemo(words).ended;
    expect(first.exitCode).toBe(3);
    expect(first.stdout).toContain('3 of 4 backed up');
    expect(first.stdout).toContain('Sign in as   demo@keepsake.local');
    const originals = await checksumsBelow(join(house.dataFolder, 'originals'));
    expect(originals).toEqual([1, 2, 3].map((seed) => sha1(photo(seed))).sort());
    // The person's own sign-in, in KEEPSAKE_HOME, is left alone.
    expect(existsSync(house.homeFolder)).toBe(false);

    await writeFiles(house.library, { 'empty.jpg': photo(4) });
    expect((await house.startDemo(words).ended).exitCode).toBe(0);
    const third = await house.startDemo(words).ended;
    expect(third.exitCode).toBe(0);
    expect(third.stdout).toContain('Backup complete: everything is backed up.');
    expect(third.stdout).toContain('Nothing had to be sent');
  });

  it.for(['SIGINT', 'SIGTERM'] as const)(
    'serves on until %s, and leaves no process behind',
    async (signal, { house }) => {
      await writePhotos(house.library, 1);
      const demo = house.startDemo(['--library', house.library]);
      await demo.untilLine((line) => line.includes('goes on serving'));
      const url = /Your server: (\S+)/.exec(demo.stdout())?.[1] as string;
      expect((await fetch(`${url}/healthz`)).status).toBe(200);

      demo.kill(signal);

      expect((await demo.ended).exitCode).toBe(0);
      expect(isAlive(demo.pid)).toBe(false);
      await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    },
  );

  it('says what it does not understand, and what stands in its way', async ({ house }) => {
    const unknown = await house.startDemo(['--librarry', 'x']).ended;
    expect(unknown.exitCode).toBe(2);
    expect(unknown.stderr).toContain('--librarry');
    const missing = await house.startDemo(['--once', '--library', join(house.folder, 'nowhere')]).ended;
    expect(missing.exitCode).toBe(8);
    expect(missing.stderr).toContain('nowhere cannot be found');
  });
});
