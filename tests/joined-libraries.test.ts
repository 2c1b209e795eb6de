import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it } from './house/house.ts';
import { photo, sha1, writeFiles } from './house/photos.ts';
import { asWatched, openUi, untilAnswer, untilValue } from './house/ui.ts';

describe('what is known of a file that is in another library, too', () => {
  it('[D6][V1] is known in folders that were joined: what was sent from here, and what was read again', async ({
    house,
  }) => {
    await house.settle();
    const [phone, camera] = [join(house.folder, 'Phone'), join(house.folder, 'Camera')];
    await writeFiles(phone, { 'a.jpg': photo(1), 'b.jpg': photo(2) });
    await writeFiles(camera, { 'c.jpg': photo(3) });
    await house.keepsake(['backup', phone]);
    expect((await house.keepsake(['verify', '--deep'])).exitCode).toBe(0);
    await house.keepsake(['backup', camera]);

    const ui = await openUi(house);
    const { controller, device, history } = ui.connect();
    await untilValue(device.access, (access) => access.kind === 'folders' && access.folders.length > 0);
    await device.chooseFolders([camera, phone]);
    await untilValue(
      asWatched(controller),
      ({ lastBackupAtMs, activity }) => lastBackupAtMs !== undefined && activity.kind === 'idle',
    );
    await untilAnswer(
      async () => (await controller.readStatus()).statistics,
      ({ candidates }) => candidates.backedUpCount === 3,
    );
    expect((await controller.readStatus()).statistics).toMatchObject({
      uploadedCount: 3,
      duplicateCount: 0,
    });
    expect(await history.readDays(0)).toMatchObject([{ uploadedCount: 3, duplicateCount: 0 }]);
    ui.close();
    ui.process.kill('SIGTERM');
    await ui.process.ended;

    const why = (await house.keepsake(['why', join(phone, 'a.jpg')])).stdout;
    expect(why).toContain(`Library    ${camera}, ${phone}`);
    expect(why).not.toContain('had it already');
    expect(why).toContain('Backed up');
  });

  it('[D6] is known in a folder that is backed up by itself', async ({ house }) => {
    await house.settle();
    await writeFiles(house.library, { 'Trip/a.jpg': photo(1), 'b.jpg': photo(2) });
    await house.keepsake(['backup', house.library]);
    await house.keepsake(['verify', '--deep']);
    const trip = join(house.library, 'Trip');
    await house.keepsake(['backup', trip]);
    const why = (await house.keepsake(['why', join(trip, 'a.jpg'), '--json'])).stdout;
    expect(JSON.parse(why)).toMatchObject({ kind: 'backed-up' });
    const told = (await house.keepsake(['status', '--library', trip, '--json'])).stdout;
    expect(JSON.parse(told)).toMatchObject({ statistics: { uploadedCount: 1, duplicateCount: 0 } });
  });

  it('[D10] is not sent again from joined folders when it was deleted on the server for good', async ({
    house,
  }) => {
    await house.settle();
    const [phone, camera] = [join(house.folder, 'Phone'), join(house.folder, 'Camera')];
    await writeFiles(phone, { 'unwanted.jpg': photo(1), 'b.jpg': photo(2) });
    await writeFiles(camera, { 'c.jpg': photo(3) });
    await house.keepsake(['backup', phone]);
    const unwanted = await house.api.assetOf(sha1(photo(1)));
    await house.api.call('DELETE', '/assets', { ids: [unwanted?.id], force: true });

    expect((await house.keepsake(['backup', phone, camera])).exitCode).toBe(0);
    expect(await house.api.assetOf(sha1(photo(1)))).toBeUndefined();
    expect(await house.api.total()).toBe(2);
    const both = ['--library', phone, '--library', camera];
    const told = (await house.keepsake(['status', ...both, '--json'])).stdout;
    expect(JSON.parse(told)).toMatchObject({ statistics: { uploadedCount: 2, deletedOnServerCount: 1 } });

    expect((await house.keepsake(['upload-again', ...both, join(phone, 'unwanted.jpg')])).exitCode).toBe(0);
    expect(await house.api.total()).toBe(3);
  });
});
