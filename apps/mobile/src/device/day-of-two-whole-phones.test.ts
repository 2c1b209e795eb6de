import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { ACCOUNT, it } from '../../../../tests/house/house.ts';
import { checksumsBelow } from '../../../../tests/house/photos.ts';
import { MIB, openWholeDay } from '../../simulated/native/open-whole-day.ts';

const PATIENCE_MS = 300_000;
const HOUR_MS = 3_600_000;

describe.each(['android', 'ios'] as const)('a day in the life of a whole phone (%s)', (platform) => {
  it(
    '[A8][B4][B8][B9][I3][N2][N3][U4][V4] ends with everything on the server, whatever became of the app',
    { timeout: PATIENCE_MS },
    async ({ house }) => {
      house.longestLifeMs = PATIENCE_MS;
      await house.startServer();
      await house.api.signUp(ACCOUNT.name);
      const { email, password } = ACCOUNT;
      const at = { url: house.serverUrl, login: { kind: 'password', email, password } } as const;
      const readKept = () => checksumsBelow(join(house.dataFolder, 'originals'));
      const day = await openWholeDay(platform, at, readKept);
      const { world, system, transfers, take, ended, wake, goOver, until } = day;
      const isIos = platform === 'ios';
      try {
        // Morning, at home: the person looks at the app while it backs up what they took.
        const holiday = world.phone.addAlbum('Holiday', false);
        const first = take('IMG_1.HEIC', { motionBytes: 5_000 });
        take('IMG_2.JPG', { rawBytes: 20_000 });
        take('IMG_3.JPG', { albums: [holiday.id] });
        const app = await day.openApp();
        await day.addUp();
        expect(await day.statistics()).toMatchObject({ uploadedCount: isIos ? 4 : 3 });
        day.note();

        // On the way out, in the middle of a film, Wi-Fi is lost; mobile data is not for it, nor for the next photo.
        const film = take('IMG_4.MOV', { sizeBytes: 20 * MIB }).original.content.checksum;
        const goOnOutside = await day.inTheMiddle(9 * MIB, () => void app.controller.start());
        goOver('metered');
        goOnOutside();
        take('IMG_5.JPG');
        await until('it waits', () => app.controller.snapshot().activity.kind === 'waiting-for-conditions');
        await day.addUp();
        expect(await readKept()).not.toContain(film);
        // The system kills the app. A run that it grants there sends nothing.
        system.kill();
        await wake();
        if (isIos) await ended();
        else expect(system.runs).toEqual([]);

        // In the café there is Wi-Fi again, and not for long enough: the time of the run is over in the middle of the film.
        goOver('unmetered');
        const goOnLater = await day.inTheMiddle(4 * MIB);
        system.expire();
        expect(await ended()).not.toBe('done');
        const left = await day.goingOn();
        expect(left).toHaveLength(isIos ? 1 : 0);
        system.kill();
        // There is no process that could forbid it: what iOS sends on waits for Wi-Fi by itself.
        goOver('metered');
        goOnLater();
        await readKept();
        goOver('unmetered');
        await until('it is sent on', () => transfers.neededUris.length === 0);
        await day.backUp();
        day.note();

        // Of a video that a run has no time for, the next one waits for what iOS sends on already.
        take('IMG_6.MOV', { sizeBytes: 5_500_000 });
        const goOnAtLast = await day.inTheMiddle(MIB);
        system.expire();
        expect(await ended()).not.toBe('done');
        left.push(...(await day.goingOn()));
        system.kill();
        await wake(HOUR_MS);
        await until(
          'it is found',
          () => day.drawUnseen().controller.snapshot().activity.kind === 'uploading',
        );
        goOnAtLast();
        await ended();
        await day.backUp();
        day.note();
        expect(left).toHaveLength(isIos ? 2 : 0);
        for (const { id } of left)
          expect(transfers.requests.filter((each) => each.id === id)).toHaveLength(1);

        // The phone is restarted in the middle of a photo; nothing can be read before it is unlocked.
        take('IMG_7.JPG', { sizeBytes: 200_000 });
        const goOnNever = await day.inTheMiddle(50_000);
        system.kill();
        // At full speed it ends with its process.
        expect(transfers.neededUris).toEqual([]);
        goOnNever();
        day.secrets.isLocked = true;
        await wake(HOUR_MS);
        expect(await ended()).toBe('retry-soon');
        day.secrets.isLocked = false;

        // An edit of what is kept already, and a video that is in iCloud alone.
        day.edit(first);
        take('IMG_8.MOV', { sizeBytes: 30_000, isInCloud: true });

        // Evening: all of it is there, and once.
        await day.backUp();
        day.note();
        expect(await readKept()).toEqual([...day.shown].sort());
        expect(system.runs.at(-1)?.end).toBe('done');
        const { candidates, libraryCount } = await day.statistics();
        expect(libraryCount).toBe(world.phone.assets.length);
        expect(candidates).toMatchObject({ backedUpCount: libraryCount, waitingCount: 0, failedCount: 0 });
        // None was sent a second time: no form was answered that it was there already, and no piece of the film came twice.
        const forms = transfers.answers.filter(({ request }) => request.steps[0]?.method === 'POST');
        expect(forms.map(({ status }) => status)).toEqual(forms.map(() => 201));
        const sums = forms.map(({ request }) => request.steps[0]?.headers['x-immich-checksum']);
        expect(new Set(sums).size).toBe(sums.length);
        // Each piece of the film begins where the server had come to.
        const pieces = transfers.requests.filter(({ steps }) => steps[0]?.method === 'PATCH');
        const offsets = pieces.map(({ steps }) => Number(steps[0]?.headers['Upload-Offset']));
        expect(offsets).toEqual([...offsets].sort((one, other) => one - other));
        expect(offsets.at(-1)).toBeGreaterThan(0);
        expect([day.temporaryUris(), world.phone.temporary.count]).toEqual([[], 0]);
      } finally {
        system.kill();
        day.secrets.isLocked = false;
        await day.close();
      }
    },
  );
});
