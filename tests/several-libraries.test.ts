import { mkdir, readdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { eventsOf, isSettled, summaryOf } from './house/events.ts';
import { it } from './house/house.ts';
import { photo, sha1, writeFiles, writePhotos } from './house/photos.ts';

describe('a question about a file', () => {
  it('[A13][E4] is answered from the library that it lies in, not from the last one', async ({ house }) => {
    await house.settle();
    const [phone, camera] = [join(house.folder, 'Phone'), join(house.folder, 'Camera')];
    await writeFiles(phone, { 'p.jpg': photo(1), 'empty.jpg': '' });
    await writeFiles(camera, { 'c.jpg': photo(2), 'hollow.jpg': '' });
    await house.keepsake(['backup', phone]);
    await house.keepsake(['backup', camera]);

    const why = (await house.keepsake(['why', join(phone, 'p.jpg')])).stdout;
    expect(why).toContain('Backed up just now');
    expect(why).toContain(`Library    ${phone}\n`);
    const outside = await house.keepsake(['why', join(house.folder, 'elsewhere.jpg')]);
    expect(outside.exitCode).toBe(2);
    expect(outside.stderr).toContain(`is in none of the folders that you back up: ${camera}, ${phone}.`);

    await writeFiles(phone, { 'empty.jpg': photo(3) });
    const one = await house.keepsake(['retry', join(phone, 'empty.jpg')]);
    expect(one.exitCode).toBe(0);
    expect(one.stdout).toContain(`Trying 1 photo or video in ${phone} again.`);
    const last = await house.keepsake(['retry']);
    expect(last.exitCode).toBe(3);
    expect(last.stdout).toContain(`Trying 1 photo or video in ${camera} again.`);
    // A disk that is away is no reason not to answer.
    await rm(phone, { recursive: true });
    expect((await house.keepsake(['why', join(phone, 'p.jpg')])).stdout).toContain('Backed up');
  });

  it('[A13] finds a name however its accents are written, also when the file is gone', async ({ house }) => {
    await house.settle();
    const [two, one] = ['Cafe\u0301/Zoe\u0308.jpg', 'Caf\u00e9/Zo\u00eb.jpg'];
    await writeFiles(house.library, { [two]: photo(1) });
    await house.keepsake(['backup', house.library]);

    const there = await house.keepsake(['why', join(house.library, one)]);
    expect(there.stdout).toContain('Backed up just now');
    expect(there.stdout).toContain(join(house.library, two));
    await rm(join(house.library, two));
    expect((await house.keepsake(['why', join(house.library, one)])).stdout).toContain('Backed up');
    expect((await house.keepsake(['why', join(house.library, 'Zoe.jpg')])).exitCode).toBe(2);
  });

  it('[A13] says what is a link, and to what, and what is a folder', async ({ house }) => {
    await house.settle();
    const [trip, all] = [join(house.library, 'Trip'), join(house.library, 'All')];
    await writeFiles(house.library, { 'Trip/a.jpg': photo(1), 'All/b.jpg': photo(2) });
    await symlink('../Trip/a.jpg', join(all, 'best.jpg'));
    await symlink(trip, join(all, 'Trip'));
    await symlink('gone.jpg', join(all, 'broken.jpg'));
    await house.keepsake(['backup', house.library]);
    const why = async (path: string) => (await house.keepsake(['why', path])).stderr;
    const target = join(trip, 'a.jpg');
    expect(await why(join(all, 'best.jpg'))).toBe(
      `${join(all, 'best.jpg')} is a link to ${target}, which counts where it is itself. To ask about that: keepsake why ${target}\n`,
    );
    expect(await why(join(all, 'Trip'))).toMatch(/is a link to .*Trip, which counts where it is itself\.\n$/);
    expect(await why(join(all, 'broken.jpg'))).toContain(
      'is a link that leads nowhere: gone.jpg is not there.',
    );
    expect(await why(house.library)).toContain(`${house.library} is a folder of the library, not a photo.`);
    expect(await why(trip)).toContain(`${trip} is a folder in the library, not a photo.`);
    await writeFiles(all, { 'new.jpg': photo(3) });
    expect(await why(join(all, 'new.jpg'))).toContain('It may be new since the last backup.');
  });

  it('[A13][E4] is answered for a photo behind a link to a folder as for any other', async ({ house }) => {
    await house.settle();
    const outside = join(house.folder, 'Outside');
    await writeFiles(house.library, { 'b.jpg': photo(1) });
    await writeFiles(outside, { 'Day 1/a.jpg': photo(2), 'Day 1/empty.jpg': '' });
    await symlink('../Outside', join(house.library, 'Trip'));
    await symlink(house.library, join(house.folder, 'Also'));
    await house.keepsake(['backup', house.library]);
    for (const library of [house.library, join(house.folder, 'Also')]) {
      const { stdout } = await house.keepsake(['why', join(library, 'Trip/Day 1/a.jpg')]);
      expect(stdout).toContain(`${join(house.library, 'Trip/Day 1/a.jpg')}\n  Backed up just now`);
    }
    const unseen = await house.keepsake(['why', join(house.library, 'Trip/new.jpg')]);
    expect(unseen.stderr).toContain(`There is no file ${join(house.library, 'Trip/new.jpg')}, and Keepsake`);
    await writeFiles(outside, { 'Day 1/empty.jpg': photo(3) });
    const retried = await house.keepsake(['retry', join(house.library, 'Trip/Day 1/empty.jpg')]);
    expect(retried.exitCode).toBe(0);
    expect(retried.stdout).toContain(`Trying 1 photo or video in ${house.library} again.`);
  });

  it('[A13] prefers the library that has the file safe', async ({ house }) => {
    await house.settle();
    await writeFiles(house.library, { 'Camera/a.jpg': photo(1), 'Other/b.jpg': photo(2) });
    await house.keepsake(['backup', join(house.library, 'Camera')]);
    await house.keepsake(['backup', house.library, '--exclude', 'Camera']);
    const { stdout } = await house.keepsake(['why', join(house.library, 'Camera/a.jpg')]);
    expect(stdout).toContain('Backed up just now');
  });
});

describe('a question about all that is backed up', () => {
  it('[T1][V1][E4] is answered of every library, closes with one sum, and ends with the worst code', async ({
    house,
  }) => {
    await house.settle();
    const [phone, usb] = [join(house.folder, 'Phone'), join(house.folder, 'A usb')];
    await writeFiles(phone, { 'a.jpg': photo(1), 'b.jpg': photo(2), 'empty.jpg': '', 'void.jpg': '' });
    await writeFiles(usb, { 'c.jpg': photo(3) });
    await house.keepsake(['backup', phone]);
    await house.keepsake(['backup', usb]);

    const status = (await house.keepsake(['status'])).stdout;
    expect(status.indexOf(usb)).toBeLessThan(status.indexOf(phone));
    expect(status).toContain('1 of 1 backed up');
    expect(status).toContain('2 of 4 backed up');
    expect(status).toContain(`To list them, and what helps: keepsake failed --library ${phone}`);
    expect(status).toMatch(/\nTogether, 2 libraries: 3 of 5 backed up, 2 failed\.\n$/);
    const failed = (await house.keepsake(['failed'])).stdout;
    expect(failed).toContain(join(phone, 'empty.jpg'));
    expect(failed).not.toContain('Nothing failed');
    // One of them alone is told as ever.
    const one = (await house.keepsake(['status', '--library', phone])).stdout;
    expect([one.includes(usb), one.includes('Together')]).toEqual([false, false]);

    const verify = await house.keepsake(['verify']);
    expect(verify.exitCode).toBe(3);
    expect(verify.stdout).toContain(
      `2 photos and videos could not be backed up. To see why: keepsake failed --library ${phone}\n`,
    );
    expect(verify.stdout).toMatch(
      /\nTogether, 2 libraries: everything that is backed up is on the server\. 3 compared\. 2 not backed up\.\n$/,
    );
    const asset = await house.api.assetOf(sha1(photo(2)));
    await house.api.call('DELETE', '/assets', { ids: [asset?.id], force: true });
    const differing = await house.keepsake(['verify']);
    expect(differing.exitCode).toBe(3);
    expect(differing.stdout).toContain(`upload-again --all --library ${phone}\n`);
    expect(differing.stdout).toContain('1 photo or video is not on the server as sent. 3 compared.');

    const lines = (await house.keepsake(['verify', '--json'])).stdout.trim().split('\n');
    const events = lines.map((line) => JSON.parse(line) as { event: string });
    expect(events.filter(({ event }) => event === 'summary')).toMatchObject([
      { folders: [usb], exitCode: 0, checkedCount: 1 },
      { folders: [phone], exitCode: 3, checkedCount: 1, failedCount: 2 },
    ]);
    expect(events.at(-1)).toEqual({
      event: 'sum',
      exitCode: 3,
      libraryCount: 2,
      comparedLibraryCount: 2,
      checkedCount: 2,
      soundCount: 2,
      missingCount: 0,
      damagedCount: 0,
      unknownCount: 0,
      failedCount: 2,
      waitingCount: 0,
    });
    const told = (await house.keepsake(['status', '--json'])).stdout.trim().split('\n');
    expect(told.map((line) => JSON.parse(line) as object)).toMatchObject([
      { folders: [usb], statistics: { libraryCount: 1 } },
      { folders: [phone], statistics: { libraryCount: 4 } },
      { event: 'sum', libraryCount: 2, candidates: { backedUpCount: 2, failedCount: 2 } },
    ]);
  });

  it('[V1][E6] claims nothing of a library that could not be compared', async ({ house }) => {
    const server = await house.settle();
    const usb = join(house.folder, 'usb');
    await writePhotos(house.library, 2);
    await writeFiles(usb, { 'c.jpg': photo(3) });
    for (const folder of [house.library, usb]) await house.keepsake(['backup', folder]);
    // What is in both counts in each.
    await house.keepsake(['backup', house.folder, '--select', 'usb']);
    expect((await house.keepsake(['status'])).stdout).toContain('what is in them counts in each.');
    server.kill('SIGKILL');
    await server.ended;
    const { exitCode, stdout } = await house.keepsake(['verify']);
    expect(exitCode).toBe(6);
    expect(stdout).toContain('Only 0 of 3 libraries could be compared');
    expect(stdout).not.toContain('everything that is backed up is on the server');
  });

  it('[T1][V1][E6] is answered of the others where the notes of one cannot be read now', async ({
    house,
  }) => {
    await house.settle();
    const usb = join(house.folder, 'usb');
    await writePhotos(house.library, 2);
    await writeFiles(usb, { 'c.jpg': photo(3) });
    await house.keepsake(['backup', usb]);
    const ledgers = join(house.homeFolder, 'ledgers');
    const name = (await readdir(ledgers)).find((each) => each.endsWith('.sqlite')) ?? '';
    await house.keepsake(['backup', house.library]);
    await house.keepsake(['backup', usb]);
    // Nobody can open it.
    await rename(join(ledgers, name), join(ledgers, 'away'));
    await mkdir(join(ledgers, name));
    for (const command of ['status', 'verify', 'failed']) {
      const { exitCode, stdout, stderr } = await house.keepsake([command]);
      expect([command, exitCode]).toEqual([command, 8]);
      expect(stderr).toContain(usb);
      if (command === 'status')
        expect(stdout).toContain('Only 1 of 2 libraries could be read: 2 of 2 backed up.');
      if (command === 'verify') expect(stdout).toContain('Only 1 of 2 libraries could be compared');
      expect(stdout).not.toContain('Nothing failed');
    }
  });

  it('[T1] leaves out what somebody else backed up from here', async ({ house }) => {
    await house.settle();
    const usb = join(house.folder, 'usb');
    await writePhotos(house.library, 2);
    await writeFiles(usb, { 'c.jpg': photo(3) });
    await house.keepsake(['backup', usb]);
    const person = { email: 'opa@example.org', password: 'long enough', name: 'Opa' };
    await house.api.call('POST', '/admin/users', person);
    const env = { KEEPSAKE_PASSWORD: person.password };
    await house.keepsake(['login', house.serverUrl, '--email', person.email], { env });
    await house.keepsake(['backup', house.library]);
    const { stdout } = await house.keepsake(['status']);
    expect(stdout).toContain('2 of 2 backed up');
    expect(stdout).not.toContain(usb);
  });
});

describe('one of several folders', () => {
  it('[E6][A11] that is suddenly empty is named with code 8, and keeps no other from being backed up', async ({
    house,
  }) => {
    await house.settle();
    const disk = join(house.folder, 'disk');
    await writePhotos(house.library, 2);
    await writeFiles(disk, { 'DCIM/a.jpg': photo(11), 'DCIM/b.jpg': photo(12), 'DCIM/empty.jpg': '' });
    await house.keepsake(['backup', house.library, disk]);
    // An unmounted disk leaves its mount point behind.
    await rename(disk, join(house.folder, 'away'));
    await mkdir(disk);
    await writeFiles(house.library, { 'new.jpg': photo(3) });

    // Twice, because nothing may have been concluded the first time.
    for (const words of [[], ['--dry-run'], []]) {
      const { exitCode, stdout, stderr } = await house.keepsake(['backup', ...words]);
      expect({ words, exitCode }).toEqual({ words, exitCode: 8 });
      expect(stdout + stderr).toContain(
        `There is no photo or video in ${disk}, where 3 were. If its disk is not connected, connect it; what was backed up is safe. If you emptied it on purpose, run the backup once with --emptied.\n`,
      );
      expect(stdout).not.toContain('everything is backed up');
    }
    expect(await house.api.total()).toBe(5);
    expect((await house.keepsake(['status'])).stdout).toContain('6  photos and videos in the library');
    const json = await house.keepsake(['backup', '--json']);
    expect(eventsOf(json.stdout)).toContainEqual({ event: 'emptied', path: disk, knownCount: 3 });
    expect(summaryOf(json.stdout)).toMatchObject({
      exitCode: 8,
      statistics: { libraryCount: 6, goneCount: 0 },
    });

    await rm(disk, { recursive: true });
    await rename(join(house.folder, 'away'), disk);
    const back = await house.keepsake(['backup', '--json']);
    expect(summaryOf(back.stdout)).toMatchObject({ exitCode: 3, bytesRead: 0 });
  });

  it('[E6][A11] that is missing with its disk keeps no other from being backed up, and loses nothing', async ({
    house,
  }) => {
    await house.settle();
    const disk = join(house.folder, 'disk');
    await writePhotos(house.library, 2);
    await writeFiles(disk, { 'a.jpg': photo(11), 'Private/p.jpg': photo(12), 'Trip/b.jpg': photo(13) });
    await house.keepsake(['backup', house.library, disk, '--exclude', 'Private']);
    await rename(disk, join(house.folder, 'away'));
    await writeFiles(house.library, { 'new.jpg': photo(3) });

    for (const words of [['--dry-run'], [], []]) {
      const { exitCode, stdout, stderr } = await house.keepsake(['backup', ...words]);
      expect({ words, exitCode }).toEqual({ words, exitCode: 8 });
      expect(stdout + stderr).toContain(`There is no photo or video in ${disk}, where 3 were.`);
    }
    expect(await house.api.total()).toBe(5);
    expect((await house.keepsake(['status'])).stdout).toContain('6  photos and videos in the library');

    await rename(join(house.folder, 'away'), disk);
    const back = await house.keepsake(['backup', '--json']);
    expect(summaryOf(back.stdout)).toMatchObject({
      exitCode: 0,
      bytesRead: 0,
      statistics: { libraryCount: 6, excludedCount: 1, goneCount: 0 },
    });
    expect(await house.api.total()).toBe(5);
    // Where none is there, nothing is looked at.
    await rename(disk, join(house.folder, 'away'));
    await rename(house.library, join(house.folder, 'away too'));
    expect((await house.keepsake(['backup'])).exitCode).toBe(8);
  });

  it('[A11] whose files had no turn yet has them sent when it is back', async ({ house }) => {
    await house.settle();
    const disk = join(house.folder, 'disk');
    await writePhotos(house.library, 100);
    await writeFiles(disk, { 'a.jpg': photo(1_001) });
    // The oldest has its turn at last.
    await utimes(join(disk, 'a.jpg'), new Date(0), new Date(0));
    const words = ['backup', house.library, disk];
    const running = house.startKeepsake([...words, '--json', '--jobs', '1']);
    await running.untilLine(isSettled(5));
    running.kill('SIGINT');
    expect((await running.ended).exitCode).toBe(130);
    await rename(disk, join(house.folder, 'away'));
    await mkdir(disk);

    expect((await house.keepsake(words)).exitCode).toBe(8);
    expect(await house.api.total()).toBe(100);
    await rm(disk, { recursive: true });
    await rename(join(house.folder, 'away'), disk);
    expect((await house.keepsake(words)).exitCode).toBe(0);
    expect(await house.api.total()).toBe(101);
  });

  it('[E6] or the only one, that was emptied on purpose is accepted as it is, once it is said', async ({
    house,
  }) => {
    await house.settle();
    const disk = join(house.folder, 'disk');
    await writePhotos(house.library, 2);
    await writeFiles(disk, { 'a.jpg': photo(11) });
    for (const folders of [[house.library, disk], [disk]]) await house.keepsake(['backup', ...folders]);
    await rm(join(disk, 'a.jpg'));

    for (const folders of [[house.library, disk], [disk]]) {
      const refused = await house.keepsake(['backup', ...folders]);
      expect(refused.exitCode).toBe(8);
      expect(refused.stdout).toContain('run the backup once with --emptied.');
      expect((await house.keepsake(['backup', ...folders, '--emptied'])).exitCode).toBe(0);
      expect((await house.keepsake(['backup', ...folders])).exitCode).toBe(0);
    }
  });
});

describe('a selection that is remembered', () => {
  it('[A1][A13] is said when it leaves photos out, with the command that ends it', async ({ house }) => {
    await house.settle();
    await writeFiles(house.library, {
      'Camera/a.jpg': photo(1),
      'Screen shots/s.png': photo(2),
    });
    await house.keepsake(['backup', house.library, '--select', 'Camera', '--exclude', 'Screen shots']);
    await writeFiles(house.library, { 'Holiday/h.jpg': photo(3), 'loose.jpg': photo(4) });

    const { exitCode, stdout } = await house.keepsake(['backup']);

    const command = `keepsake backup ${house.library} --select Everything --exclude 'Screen shots'`;
    const sentence = `2 photos and videos are outside of the selected albums (Camera) and not backed up; this choice is remembered. To back up everything again: ${command}\n`;
    expect(exitCode).toBe(0);
    expect(stdout).toContain(sentence);
    expect((await house.keepsake(['status'])).stdout).toContain(sentence);
    expect((await house.keepsake(['--help'])).stdout).toContain(
      'The album of everything is called Everything.',
    );
    const words = ['backup', house.library, '--select', 'Everything', '--exclude', 'Screen shots'];
    expect((await house.keepsake(words)).stdout).not.toContain('outside of the selected');
    expect(await house.api.total()).toBe(3);
  });
});

describe('the words of a backup', () => {
  it('[A8][D6][U2] fit a photo that was touched, and one whose motion part came later', async ({ house }) => {
    await house.settle();
    const still = join(house.library, 'IMG_1.HEIC');
    await writeFile(still, photo(1));
    await house.keepsake(['backup', house.library]);
    await utimes(still, new Date(), new Date());

    const touched = await house.keepsake(['backup']);
    expect(touched.stdout).toContain('Nothing had to be sent');
    expect(touched.stdout).not.toContain('before');
    expect((await house.keepsake(['why', still])).stdout).toContain(
      'Backed up: the server had the same file already when Keepsake looked (just now).',
    );

    await writeFile(join(house.library, 'IMG_1.MOV'), photo(2, 3_000));
    const joined = await house.keepsake(['backup']);
    expect(joined.exitCode).toBe(0);
    expect(joined.stdout).toContain('1 motion part sent for Live Photos whose stills were there already');
    expect((await house.keepsake(['backup'])).stdout).toContain('Nothing had to be sent');
  });
});
