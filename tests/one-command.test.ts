import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it } from './house/house.ts';
import { checksumsBelow, filesBelow, photo, sha1, writeFiles, writePhotos } from './house/photos.ts';
import { openScriptedServer } from './house/scripted-server.ts';

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
    // What it says to type next, typed where it was started.
    const hints = [...first.stdout.matchAll(/: npm run -s keepsake -- (.+?)(?:\. To|$)/gm)].map(([, hint]) =>
      (hint ?? '').split(' '),
    );
    // Of an empty file no retry makes another one.
    expect(hints).toEqual([['--home', 'data/demo-agent', 'failed']]);
    const [failed = []] = hints;
    const listed = await house.keepsake(failed);
    expect(listed).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('empty.jpg') as string });
    // Its server is away by now.
    expect((await house.keepsake(['--home', 'data/demo-agent', 'retry'])).exitCode).toBe(6);
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
      const demo = house.startDemo(['--no-open', '--library', house.library]);
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
    // No server was promised, and none was made.
    expect(missing.stdout).toBe('');
    expect(existsSync(house.dataFolder)).toBe(false);
    const own = await house.startDemo(['--library', house.folder]).ended;
    expect(own).toMatchObject({ exitCode: 8, stdout: '' });
    expect(own.stderr).toContain('The server keeps its own files in');
    const file = await house.startDemo(['--library', process.execPath]).ended;
    expect(file).toMatchObject({ exitCode: 8, stdout: '' });
    expect(file.stderr).toContain('is a file. Name the folder that it is in.');
  });

  it('[E1][E6] says with codes of its own why its server did not start', async ({ house }) => {
    await writePhotos(house.library, 1);
    const words = ['--once', '--library', house.library];
    const refusal = async (env: NodeJS.ProcessEnv): Promise<number> => {
      const { exitCode, stdout, stderr } = await house.startDemo(words, env).ended;
      expect(stdout).toBe('');
      expect(stderr.trim().split('\n')).toHaveLength(1);
      return exitCode;
    };

    const other = await openScriptedServer(() => undefined);
    try {
      expect(await refusal({ KEEPSAKE_PORT: new URL(other.url).port })).toBe(20);
    } finally {
      await other.close();
    }
    const damaged = join(house.folder, 'damaged');
    await mkdir(join(damaged, 'originals'), { recursive: true });
    await writeFile(join(damaged, 'keepsake.sqlite'), 'no database'.repeat(1000));
    expect(await refusal({ KEEPSAKE_DATA: damaged })).toBe(21);
    expect(await refusal({ KEEPSAKE_PORT: 'eighty' })).toBe(24);
    await house.settle();
    expect(await refusal({})).toBe(23);

    const foreign = join(house.folder, 'foreign');
    const server = await house.startServer({ KEEPSAKE_DATA: foreign, KEEPSAKE_PORT: '0' });
    await house.api.signUp('Ada');
    server.kill('SIGTERM');
    await server.ended;
    const { exitCode, stdout } = await house.startDemo(words, { KEEPSAKE_DATA: foreign }).ended;
    expect(exitCode).toBe(26);
    expect(stdout).toContain('has accounts of its own');

    const codesIn = (help: string): readonly number[] =>
      [...(help.split('Exit codes')[1] ?? '').matchAll(/^ +(\d+) {2}/gm)].map(([, code]) => Number(code));
    const own = codesIn((await house.startDemo(['--help']).ended).stdout);
    const ofBackup = codesIn((await house.keepsake(['--help'])).stdout);
    expect(own).toEqual(expect.arrayContaining([20, 21, 23, 24, 26]) as number[]);
    expect(ofBackup).toContain(130);
    expect(own.filter((code) => ofBackup.includes(code))).toEqual([]);
  });

  it('[E1] tells of lost originals in one sentence, and keeps the server’s log in a file', async ({
    house,
  }) => {
    await writePhotos(house.library, 3);
    const words = ['--library', house.library];
    await house.startDemo([...words, '--once']).ended;
    const originals = join(house.dataFolder, 'originals');
    for (const original of await filesBelow(originals)) await rm(original);
    const log = join(house.dataFolder, 'server.log');

    const demo = house.startDemo(['--no-open', ...words]);
    await demo.untilLine((line) => line.includes('goes on serving'));
    // At least three: more than one part of the server may notice that an original is missing.
    const lines = async () => (await readFile(log, 'utf8').catch(() => '')).split('\n').slice(0, -1);
    await expect.poll(async () => (await lines()).length).toBeGreaterThanOrEqual(3);
    demo.kill('SIGTERM');

    const { exitCode, stdout, stderr } = await demo.ended;
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/^The server has problems to report: \d+ new lines? in .*server\.log$/m);
    expect((await lines()).filter((line) => !line.includes('an original is missing'))).toEqual([]);
    expect(stdout).not.toContain('{"level"');
  });
});
