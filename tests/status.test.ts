import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AlbumId } from '@keepsake/engine';
import { describe, expect } from 'vitest';
import { it } from './house/house.ts';
import { photo, writeFiles, writePhotos } from './house/photos.ts';
import { openUi, untilAnswer, untilValue } from './house/ui.ts';

describe('the numbers', () => {
  it('[T1] of a library with Live Photos name its files, so that they can be counted on the disk', async ({
    house,
  }) => {
    await house.settle();
    await writeFiles(house.library, {
      'IMG_1.HEIC': photo(1),
      'IMG_1.MOV': photo(2),
      'IMG_2.jpg': photo(3),
      'notes.txt': 'x',
    });
    const { stdout } = await house.keepsake(['backup', house.library]);
    const line =
      '  3  photos, videos and other files in the library (4 files: 1 is a Live Photo with a motion part)\n';
    expect(stdout).toContain(line);
    expect(stdout).toContain('2 photos and videos sent, ');
    expect((await house.keepsake(['status'])).stdout).toContain(line);
  });

  it('[A11][T1] of what is gone before it was backed up are told beside the library, until the next backup', async ({
    house,
  }) => {
    await house.settle();
    await writeFiles(house.library, { 'IMG_1.HEIC': photo(1), 'IMG_1.MOV': photo(2) });
    await house.keepsake(['backup', house.library]);
    await writePhotos(house.library, 3, 10);
    await house.keepsake(['backup', '--dry-run']);
    for (const name of ['IMG_0010.jpg', 'IMG_0011.jpg']) await rm(join(house.library, name));
    const inLibrary =
      '  2  photos and videos in the library (3 files: 1 is a Live Photo with a motion part), ';
    const gone = '  2  gone before their turn came\n';
    const met = (await house.keepsake(['backup'])).stdout;
    expect(met).toContain(`${inLibrary}all chosen for backup\n     2  backed up\n${gone}`);
    expect((await house.keepsake(['status'])).stdout).toContain(gone);
    const next = (await house.keepsake(['backup'])).stdout;
    expect(next).toContain(inLibrary);
    expect(next).not.toContain('gone');
    expect((await house.keepsake(['status'])).stdout).not.toContain('gone');
  });

  it('[T1] of nothing yet say how to begin, with what can be typed', async ({ house }) => {
    await house.settle();
    for (const words of [['status'], ['why', 'a.jpg'], ['watch']])
      expect((await house.keepsake(words)).stderr).toBe(
        'Nothing was backed up from this computer yet. Say which folder to back up, for example: keepsake backup ~/Pictures\n',
      );
    expect((await house.keepsake(['status', '--library', house.library])).stdout).toContain(
      `Nothing was backed up yet. Begin with: keepsake backup ${house.library}\n`,
    );
  });

  it('[T1] of a library that was emptied on purpose do not deny what is safe', async ({ house }) => {
    await house.settle();
    await writePhotos(house.library, 3);
    await house.keepsake(['backup', house.library]);
    for (const seed of [1, 2, 3]) await rm(join(house.library, `IMG_000${seed}.jpg`));
    expect((await house.keepsake(['backup', '--emptied'])).exitCode).toBe(0);

    const { stdout } = await house.keepsake(['status']);

    expect(stdout).toContain('The library is empty now. What was backed up from it is safe on the server.');
    expect(stdout).toContain('Last backup: just now');
    expect(stdout).not.toContain('Nothing was backed up');
  });

  it('[B7] come with who backs up by itself: the screens, while they are open', async ({ house }) => {
    await house.settle();
    await writePhotos(house.library, 2);
    await house.keepsake(['backup', house.library]);
    const ui = await openUi(house);
    const told = 'Backed up by itself while Keepsake is open in the browser.';
    await untilAnswer(
      async () => (await house.keepsake(['status'])).stdout,
      (text) => text.includes(told),
    );
    expect(JSON.parse((await house.keepsake(['status', '--json'])).stdout)).toMatchObject({
      watch: { kind: 'screens' },
    });
    await house.keepsake(['settings', '--no-background']);
    expect((await house.keepsake(['status'])).stdout).toContain(
      'Not watched: nothing is backed up by itself.',
    );
    await house.keepsake(['settings', '--background']);
    expect((await house.keepsake(['status'])).stdout).toContain(told);
    ui.process.kill('SIGTERM');
    await ui.process.ended;
    expect((await house.keepsake(['status'])).stdout).toContain(
      'Not watched: nothing is backed up by itself.',
    );
  });

  it('[T1][A1] of somebody who chose nothing yet claim no backup', async ({ house }) => {
    await house.settle();
    await writePhotos(house.library, 2);
    // One that goes on by itself.
    const ui = await openUi(house);
    const { account, controller, device } = ui.connect();
    await untilValue(account.state, ({ kind }) => kind === 'signed-in');
    await device.chooseFolders([house.library]);
    await controller.chooseAlbums(new Map([['everything' as AlbumId, 'selected']]));
    await controller.start();
    const person = { email: 'opa@example.org', password: 'long enough', name: 'Opa' };
    await house.api.call('POST', '/admin/users', person);
    await account.signOut({ forgetsLedger: false });
    const { email, password } = person;
    await account.signIn(house.serverUrl, { kind: 'password', email, password });
    await untilAnswer(
      () => controller.readStatus(),
      ({ statistics }) => statistics.notSelectedCount === 2,
    );
    // Time for a backup that nobody wants.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect((await controller.readStatus()).lastBackupAtMs).toBeUndefined();
    const { stdout } = await house.keepsake(['status']);
    expect(stdout).toContain(
      `No album is selected, so nothing more is backed up; 2 photos and videos are in none. To back up everything: keepsake backup ${house.library} --select Everything\n`,
    );
    for (const untrue of ['Last backup', '()', '0 of 0']) expect(stdout).not.toContain(untrue);
  });

  it('[A13][T1] of a library that did not fit say what waits, and for what', async ({ house }) => {
    await house.settle({ KEEPSAKE_DEFAULT_QUOTA: '1000' });
    await writePhotos(house.library, 5);
    const full = await house.keepsake(['backup', house.library, '--jobs', '1']);
    expect(full.exitCode).toBe(4);
    const reason = '3  waiting for room on the server: your storage on the server is full\n';
    expect(full.stdout).toContain(reason);
    expect((await house.keepsake(['status'])).stdout).toContain(reason);
  });
});
