import { chmod, mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { eventsOf, isSettled, summaryOf } from './house/events.ts';
import { it } from './house/house.ts';
import { permissionsBind } from './house/permissions.ts';
import { checksumsBelow, photo, sha1, writeFiles, writePhotos } from './house/photos.ts';

describe('a library', () => {
  it('[E1] that is missing, or is a file, is said in one sentence with code 8', async ({ house }) => {
    await house.pretendSignedIn('http://127.0.0.1:9');
    await writeFiles(house.library, { 'a.jpg': photo(1) });

    const missing = await house.keepsake(['backup', join(house.folder, 'nowhere')]);
    expect(missing.exitCode).toBe(8);
    expect(missing.stderr).toBe(
      `The folder ${join(house.folder, 'nowhere')} cannot be found. Check its name, or connect its disk.\n`,
    );
    const file = await house.keepsake(['backup', join(house.library, 'a.jpg')]);
    expect(file.exitCode).toBe(8);
    expect(file.stderr).toBe(`${join(house.library, 'a.jpg')} is a file. Name the folder that it is in.\n`);
    expect(missing.stdout + file.stdout).toBe('');
  });

  it('[E1] whose disk was taken out is not taken for an empty one', async ({ house }) => {
    await house.settle();
    await writePhotos(house.library, 2);
    await house.keepsake(['backup', house.library]);
    await rm(house.library, { recursive: true });

    const { exitCode, stdout } = await house.keepsake(['backup']);
    expect(exitCode).toBe(8);
    expect(stdout).toContain('2 of 2 backed up');
    expect(stdout).not.toContain('gone');
  });

  it.runIf(permissionsBind)(
    '[U6][E6] with a folder and a file that may not be read is backed up but for those, with code 3',
    async ({ house }) => {
      await house.settle();
      await writeFiles(house.library, {
        'a.jpg': photo(1),
        'locked.jpg': photo(2),
        'Private/c.jpg': photo(3),
        'd.jpg': photo(4),
      });
      await chmod(join(house.library, 'locked.jpg'), 0o000);
      await chmod(join(house.library, 'Private'), 0o000);

      const ended = await house.keepsake(['backup', house.library], { isBound: true });

      expect(ended.exitCode).toBe(3);
      expect(ended.stdout).toContain('locked.jpg: Keepsake is not allowed to read the file');
      expect(ended.stdout).toContain('1 place could not be looked into, so not everything may be backed up.');
      expect(ended.stdout).toContain(`  ${join(house.library, 'Private')} may not be read by this user\n`);
      const originals = await checksumsBelow(join(house.dataFolder, 'originals'));
      expect(originals).toEqual([sha1(photo(1)), sha1(photo(4))].sort());

      await chmod(join(house.library, 'locked.jpg'), 0o600);
      await chmod(join(house.library, 'Private'), 0o700);
      expect((await house.keepsake(['retry'], { isBound: true })).exitCode).toBe(0);
      expect(await house.api.total()).toBe(4);
    },
  );

  it('[A11][D7] that changes during the run is backed up as it is when its turn comes', async ({ house }) => {
    await house.settle();
    await writePhotos(house.library, 200);
    // The newest go first, so these two are far from their turn when the first are sent.
    const old = new Date('2001-01-01T00:00:00Z');
    const [vanishing, edited] = ['IMG_0001.jpg', 'IMG_0002.jpg'].map((name) => join(house.library, name));
    for (const file of [vanishing, edited]) await utimes(file as string, old, old);

    const running = house.startKeepsake(['backup', house.library, '--json']);
    await running.untilLine(isSettled(10));
    await rm(vanishing as string);
    await writeFile(edited as string, photo(2002, 700));

    const { exitCode, stdout } = await running.ended;
    // The edit costs the run no failure: its turn is taken again.
    expect(exitCode).toBe(0);
    expect(summaryOf(stdout).statistics).toMatchObject({ goneCount: 1, failedCount: 0, uploadedCount: 199 });
    const originals = await checksumsBelow(join(house.dataFolder, 'originals'));
    expect(originals).toContain(sha1(photo(2002, 700)));
    expect(originals).not.toContain(sha1(photo(1)));
    expect(originals).not.toContain(sha1(photo(2)));
  });
});

describe('the agent’s own folder', () => {
  it('[V4] with a damaged ledger is told of, and what was excluded stays out until the choice is made again', async ({
    house,
  }) => {
    await house.settle();
    await writePhotos(house.library, 3);
    await writeFiles(house.library, { 'Private/p.jpg': photo(9) });
    await house.keepsake(['backup', house.library, '--exclude', 'Private']);
    const ledgers = join(house.homeFolder, 'ledgers');
    const [ledger] = (await readdir(ledgers)).filter((name) => name.endsWith('.sqlite'));
    await writeFile(join(ledgers, ledger as string), 'this is no ledger any more'.repeat(1000));

    const refused = await house.keepsake(['backup', house.library]);
    expect(refused.exitCode).toBe(8);
    expect(refused.stderr).toMatch(
      /^Keepsake’s notes about this library were damaged\. .*\nThe choice of albums was in .* --select Everything\n$/,
    );
    await house.keepsake(['albums']);
    for (const words of [[], ['--dry-run']]) {
      expect((await house.keepsake(['backup', house.library, ...words])).exitCode).toBe(8);
    }
    expect(await house.api.total()).toBe(3);

    const words = ['--select', 'Everything', '--exclude', 'Private', '--json'];
    const ended = await house.keepsake(['backup', house.library, ...words]);

    expect(ended.exitCode).toBe(0);
    expect(ended.stderr).toBe('');
    expect(summaryOf(ended.stdout).progress).toMatchObject({ uploadedCount: 0, duplicateCount: 3 });
    expect((await readdir(ledgers)).filter((name) => name.includes('.damaged-'))).not.toEqual([]);
    expect((await house.keepsake(['backup'])).exitCode).toBe(0);
    expect(await house.api.total()).toBe(3);
  });

  it('[V4] is for its owner alone, also while a backup runs and after a ledger was damaged', async ({
    house,
  }) => {
    await house.settle();
    await writePhotos(house.library, 100);
    const ledgers = join(house.homeFolder, 'ledgers');
    const modes = async (): Promise<Record<string, number>> => {
      const names = await readdir(ledgers);
      const entries = names.map(async (name) => {
        const { mode } = await stat(join(ledgers, name));
        return [name.replace(/^\w+\.sqlite|\d+$/g, ''), mode & 0o777] as const;
      });
      return Object.fromEntries(await Promise.all(entries));
    };
    const running = house.startKeepsake(['backup', house.library, '--json', '--jobs', '1']);
    await running.untilLine(isSettled(5));
    const during = await modes();
    expect(Object.keys(during)).toEqual(expect.arrayContaining(['', '-wal', '-shm', '.lock']));
    expect(new Set(Object.values(during))).toEqual(new Set([0o600]));
    running.kill('SIGKILL');
    await running.ended;

    for (const name of await readdir(ledgers)) {
      await chmod(join(ledgers, name), 0o644);
      // The log of a killed process would mend its database.
      if (/\.sqlite(-wal)?$/.test(name)) await writeFile(join(ledgers, name), 'no ledger'.repeat(1000));
    }
    await house.keepsake(['status']);
    const after = await modes();
    expect(Object.keys(after)).toContain('.damaged-');
    expect(new Set(Object.values(after))).toEqual(new Set([0o600]));
  });

  it('[V4][E1] with damaged files heals, or says what to do, and never shows a stack trace', async ({
    house,
  }) => {
    await house.settle();
    await writePhotos(house.library, 1);
    await writeFiles(house.homeFolder, { 'device.json': 'null', 'last-library.json': '{"folders":7}' });
    expect((await house.keepsake(['backup', house.library])).exitCode).toBe(0);

    for (const content of ['', '{}', '[', 'null', '{"serverUrl":"x"}']) {
      await writeFiles(house.homeFolder, { 'credentials.json': content });
      const { exitCode, stderr } = await house.keepsake(['status']);
      expect({ content, exitCode }).toEqual({ content, exitCode: 5 });
      expect(stderr).toMatch(/^Your sign-in in .* is damaged\. Sign in again with: keepsake login \S+\n$/);
    }
  });

  it('[E1] that cannot be made is said, and --help works all the same', async ({ house }) => {
    await writeFiles(house.folder, { occupied: 'a file' });
    const env = { KEEPSAKE_HOME: join(house.folder, 'occupied') };
    const { exitCode, stderr } = await house.keepsake(['status'], { env });
    expect(exitCode).toBe(8);
    expect(stderr).toMatch(
      /^Keepsake cannot keep its notes in .*occupied \(there is a file .*\)\. Set KEEPSAKE_HOME/,
    );
    expect((await house.keepsake(['--help'], { env })).exitCode).toBe(0);
  });

  it.runIf(permissionsBind)('[E1] that is read-only is said in one sentence', async ({ house }) => {
    await house.settle();
    await writePhotos(house.library, 1);
    const folders = [join(house.homeFolder, 'ledgers'), house.homeFolder];
    for (const folder of folders) await chmod(folder, 0o500);

    const { exitCode, stdout, stderr } = await house.keepsake(['backup', house.library], { isBound: true });

    for (const folder of folders) await chmod(folder, 0o700);
    expect(exitCode).toBe(8);
    expect(stdout).toBe('');
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain('KEEPSAKE_HOME');
  });
});

describe('questions about a library', () => {
  it('[A13][E4] have an answer for every file, and retrying is at hand', async ({ house }) => {
    await house.settle();
    await writeFiles(house.library, {
      'Camera/a.jpg': photo(1),
      'Camera/twin of a.jpg': photo(1),
      'Camera/live.HEIC': photo(2),
      'Camera/live.MOV': photo(3),
      'Camera/empty.jpg': '',
      'Camera/notes.txt': 'x',
      'Screens/s.png': photo(4),
    });
    await mkdir(join(house.library, 'Other'));
    await writeFile(join(house.library, 'Other', 'o.jpg'), photo(5));
    const words = ['--select', 'Camera', '--exclude', 'Screens'];
    const dry = await house.keepsake(['backup', house.library, '--dry-run', '--json', ...words]);
    expect(dry.exitCode).toBe(0);
    expect(eventsOf(dry.stdout).filter(({ event }) => event === 'would-back-up')).toHaveLength(4);
    expect(await house.api.total()).toBe(0);
    // Nothing was remembered: not the choice, nor the library.
    expect((await house.keepsake(['albums', '--library', house.library])).stdout).toMatch(
      /^✓ +7 +Everything$/m,
    );
    expect((await house.keepsake(['status'])).exitCode).toBe(2);

    expect((await house.keepsake(['backup', house.library, ...words])).exitCode).toBe(3);
    const why = async (file: string): Promise<string> => {
      const { stdout } = await house.keepsake(['why', join(house.library, file)]);
      return stdout.split('\n')[1]?.trim() ?? '';
    };
    const answers = await Promise.all(
      ['a.jpg', 'twin of a.jpg', 'live.MOV', 'empty.jpg', 'notes.txt'].map((name) => why(`Camera/${name}`)),
    );
    expect(answers.slice(0, 2).sort()).toEqual([
      'Backed up just now: the server confirmed it.',
      'Backed up: the server had the same file already when Keepsake looked (just now).',
    ]);
    expect(answers.slice(2)).toEqual([
      'Backed up just now: the server confirmed it.',
      expect.stringMatching(
        /^Not backed up: the file is empty \(0 bytes\) \(tried 1 time, last just now\)\. Trying again changes nothing until the file does; /,
      ),
      'Left alone, because it is not a photo or video.',
    ]);
    expect(await why('Screens/s.png')).toBe('Not backed up, because the album "Screens" is excluded.');
    expect(await why('Other/o.jpg')).toBe('Not backed up, because none of its albums is selected.');
    const unknown = await house.keepsake(['why', join(house.library, 'new.jpg')]);
    expect(unknown.exitCode).toBe(2);

    const failed = (await house.keepsake(['failed'])).stdout;
    expect(failed).toContain('empty.jpg\n  the file is empty (0 bytes)');
    expect(failed).toContain('1 upload failed. Trying again changes nothing until the file does');
    expect(failed).not.toContain('retry');
    expect((await house.keepsake(['retry', join(house.library, 'Camera/a.jpg')])).exitCode).toBe(0);
    expect((await house.keepsake(['retry'])).exitCode).toBe(3);
    await writeFile(join(house.library, 'Camera/empty.jpg'), photo(6));
    expect((await house.keepsake(['retry', join(house.library, 'Camera/empty.jpg')])).exitCode).toBe(0);
    expect((await house.keepsake(['failed'])).stdout).toBe('Nothing failed.\n');
    expect((await house.keepsake(['status'])).stdout).toContain('4 of 4 backed up');
  });

  it('[A2] whose excluded folder is empty or gone goes on, and its choice is remembered', async ({
    house,
  }) => {
    await house.settle();
    await writePhotos(join(house.library, 'Camera'), 1);
    const words = ['backup', house.library, '--exclude', 'Shots'];
    const first = await house.keepsake(words);
    expect(first.exitCode).toBe(0);
    expect(first.stderr).toBe('There is no album "Shots" now; nothing is excluded by that name.\n');

    await writeFiles(house.library, { 'Shots/s.jpg': photo(9) });
    expect((await house.keepsake(words)).stderr).toBe('');
    await rm(join(house.library, 'Shots'), { recursive: true });
    expect((await house.keepsake(words)).exitCode).toBe(0);
    await writeFiles(house.library, { 'Shots/s.jpg': photo(9) });
    expect((await house.keepsake(['backup'])).exitCode).toBe(0);
    expect(await house.api.total()).toBe(1);
  });

  it('[E1] are meant from where npm was called', async ({ house }) => {
    await house.pretendSignedIn('http://127.0.0.1:9');
    const env = { npm_lifecycle_event: 'keepsake', INIT_CWD: house.library };
    const { stderr } = await house.keepsake(['backup', 'none'], { env });
    expect(stderr).toContain(`The folder ${join(house.library, 'none')} cannot be found.`);
  });

  it('[E1] that are not understood end with code 2 and one sentence', async ({ house }) => {
    await house.settle();
    await writePhotos(join(house.library, 'Camera'), 1);
    const cases: readonly (readonly [readonly string[], string])[] = [
      [['bakup'], 'There is no command "bakup".'],
      [['backup', '--jobs', '0', house.library], '--jobs takes a whole number from 1 to 10, not "0".'],
      [['backup', '--frobnicate'], 'There is no option --frobnicate here.'],
      [
        ['backup', '--select', 'Camra', house.library],
        'There is no album "Camra". The albums are: Everything, Camera.',
      ],
      [['backup'], 'Say which folder to back up'],
    ];
    for (const [words, sentence] of cases) {
      const { exitCode, stderr } = await house.keepsake(words);
      expect({ words, exitCode }).toEqual({ words, exitCode: 2 });
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect(stderr).toContain(sentence);
    }
  });
});
