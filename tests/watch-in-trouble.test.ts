import { spawnSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect } from 'vitest';
import { it } from './house/house.ts';
import { AGENT_MAIN } from './house/programs.ts';
import { photo, sha1, writeFiles, writePhotos } from './house/photos.ts';
import { startWatching, watching } from './house/watching.ts';

const FINE = 'Everything is backed up.';

const pass = (durationMs: number) => new Promise((resolve) => setTimeout(resolve, durationMs));

/** As root of a world of its own, in which the system has few watches. */
const FEW_WATCHES = 'echo 3 > /proc/sys/user/max_inotify_watches && exec "$@"';
const canLimit = spawnSync('unshare', ['-Ur', 'sh', '-c', FEW_WATCHES, 'sh', 'true']).status === 0;

describe('a watch', () => {
  it.skipIf(!canLimit)(
    '[B7][B3] says once that the system has too few watches, and sees what it can',
    async ({ house }) => {
      await house.settle();
      for (const album of ['a', 'b', 'c', 'd'])
        await writePhotos(join(house.library, album), 1, album.charCodeAt(0));
      const words = [
        '-Ur',
        'sh',
        '-c',
        FEW_WATCHES,
        'sh',
        process.execPath,
        AGENT_MAIN,
        'watch',
        house.library,
      ];
      await house.keepsake(['settings', '--library', house.library, '--delay', '0.2']);
      const watch = watching(house.spawn('unshare', words));
      await watch.until(FINE);
      await watch.until(
        'This system cannot watch all of these folders, so they are looked at every 5 minutes.',
      );
      await writePhotos(house.library, 1, 1_000);
      await watch.until('1 photo or video backed up');
      expect(watch.count('cannot watch')).toBe(1);
      expect((await watch.stop()).exitCode).toBe(0);
    },
  );

  it('[B7][E1] says once that the server is away, asks it again by itself, and goes on when it is back', async ({
    house,
  }) => {
    const server = await house.settle();
    await writePhotos(house.library, 1);
    const watch = await startWatching(house);
    await watch.until(FINE);
    server.kill('SIGKILL');
    await server.ended;
    await writePhotos(house.library, 2, 10);
    const line = await watch.until('The server could not be reached');
    expect(line).toMatch(/It is tried again by itself, next at \d\d:\d\d:\d\d\.$/);
    expect(line).not.toContain('run the backup again');
    await writePhotos(house.library, 2, 20);
    // Long enough for more than one try.
    await pass(3_000);
    expect(watch.count('could not be reached')).toBe(1);
    expect((await house.keepsake(['status'])).stdout).toContain('The server could not be reached');

    await house.startServer();
    await watch.until('4 photos and videos backed up');
    await watch.until(FINE);
    const status = await house.keepsake(['status']);
    expect(status.stdout).toContain('Watched: what changes is backed up by itself. Last look: just now');
    expect(status.stdout).not.toContain('could not be reached');
    expect((await watch.stop()).exitCode).toBe(0);
    expect((await house.keepsake(['status'])).stdout).toContain(
      'Not watched: nothing is backed up by itself. To begin: keepsake watch',
    );
  });

  it('[B7][E1] says once that the sign-in expired, and goes on with a new one', async ({ house }) => {
    await house.settle();
    await writePhotos(house.library, 1);
    // A desktop, for whoever reads no journal.
    const shown = join(house.folder, 'shown');
    await writeFile(join(house.folder, 'notify-send'), `#!/bin/sh\necho "$@" >> ${shown}\n`, { mode: 0o755 });
    const env = { PATH: `${house.folder}:${process.env['PATH'] ?? ''}` };
    const watch = await startWatching(house, [house.library], { env });
    await watch.until(FINE);
    await house.revokeSession();
    await writePhotos(house.library, 1, 10);
    await watch.until('Your sign-in is no longer valid. Sign in again with `keepsake login`.');
    await writePhotos(house.library, 1, 20);
    await pass(1_500);
    expect(watch.count('no longer valid')).toBe(1);
    expect(await readFile(shown, 'utf8')).toMatch(/^--app-name=Keepsake -- Keepsake Your sign-in [^\n]+\n$/);

    await house.signIn();
    await watch.until('2 photos and videos backed up');
    await watch.until(FINE);

    await house.keepsake(['logout']);
    await watch.until('You are not signed in.');
    await house.signIn();
    await watch.until(FINE);
    expect((await watch.stop()).exitCode).toBe(0);
    expect(await house.api.total()).toBe(3);
  });

  it('[B7] sends nothing by itself to somebody else who signs in', async ({ house }) => {
    await house.settle();
    await writeFiles(house.library, { 'Private/a.jpg': photo(1), 'b.jpg': photo(2) });
    await house.keepsake(['backup', house.library, '--exclude', 'Private']);
    const watch = await startWatching(house, []);
    await watch.until(FINE);
    const bob = { email: 'bob@example.org', password: 'battery staple', name: 'Bob' };
    await house.api.call('POST', '/admin/users', bob);
    await house.keepsake(['login', house.serverUrl, '--email', bob.email], {
      env: { KEEPSAKE_PASSWORD: bob.password },
    });
    await watch.until('These folders were not backed up yet as Bob. To begin: keepsake backup');
    await writePhotos(house.library, 1, 10);
    await pass(1_500);
    expect(watch.count('backed up (')).toBe(0);

    // Nor does the choice of one make it into that of the other.
    await house.signIn();
    await watch.until('1 photo or video backed up');
    await watch.stop();
    expect(await house.api.assetOf(sha1(photo(1)))).toBeUndefined();
  });

  it('[B7] does nothing while background backup is switched off, and catches up when it is on again', async ({
    house,
  }) => {
    await house.settle();
    await writePhotos(house.library, 1);
    const watch = await startWatching(house);
    await watch.until(FINE);
    const off = await house.keepsake(['settings', '--no-background', '--only-charging']);
    expect(off.stdout).toMatch(/--no-background .*\n {2}--only-charging .*\n {2}--delay 0.2 /);
    await watch.until('Background backup is switched off for these folders.');
    expect((await house.keepsake(['status'])).stdout).toMatch(
      /^Watched, but something is in the way\. Last look: just now\nBackground backup is switched off/m,
    );
    await writePhotos(house.library, 1, 10);
    await pass(1_000);
    expect(await house.api.total()).toBe(1);
    await house.keepsake(['settings', '--background']);
    await watch.until('1 photo or video backed up');
    await watch.stop();
    expect(JSON.parse((await house.keepsake(['settings', '--json'])).stdout)).toMatchObject({
      backgroundBackup: true,
      requireCharging: true,
      triggerDelayMs: 200,
    });
  });

  it('[B7][V4] sends nothing more when its notes were damaged, until the choice is made again', async ({
    house,
  }) => {
    await house.settle();
    await writeFiles(house.library, { 'Private/a.jpg': photo(1), 'b.jpg': photo(2) });
    await house.keepsake(['backup', house.library, '--exclude', 'Private']);
    const watch = await startWatching(house);
    await watch.until(FINE);
    // It has closed them by then.
    await pass(500);
    const ledgers = join(house.homeFolder, 'ledgers');
    for (const name of await readdir(ledgers))
      if (name.endsWith('.sqlite')) await writeFile(join(ledgers, name), 'x'.repeat(9_000));
    await watch.until('The choice of albums was in the damaged notes and must be given again');
    await house.keepsake(['backup', '--exclude', 'Private']);
    await writePhotos(house.library, 1, 10);
    await watch.until('1 photo or video backed up');
    await watch.stop();
    expect(await house.api.assetOf(sha1(photo(1)))).toBeUndefined();
    expect(await house.api.total()).toBe(2);
  });

  it('[B7] stays as large as it is over hundreds of changes, and rests when nothing changes', async ({
    house,
  }) => {
    await house.settle();
    await writePhotos(house.library, 50);
    const watch = await startWatching(house, [house.library, '--json']);
    await watch.until('"summary"');
    const change = async (rounds: number, firstSeed: number): Promise<void> => {
      for (let seed = firstSeed; seed < firstSeed + rounds * 30; seed += 30) {
        await writePhotos(house.library, 30, seed);
        await watch.until('"summary"');
      }
    };
    await change(3, 1_000);
    const before = await memoryMiB(watch.process.pid);
    await change(7, 2_000);
    expect((await memoryMiB(watch.process.pid)) - before).toBeLessThan(40);
    await pass(500);
    const cpuBefore = await cpuTicks(watch.process.pid);
    await pass(2_000);
    // A hundredth of a second each.
    expect((await cpuTicks(watch.process.pid)) - cpuBefore).toBeLessThan(8);
    await watch.stop();
    expect(await house.api.total()).toBe(350);
  });
});

async function memoryMiB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}

async function cpuTicks(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /, '').split(' ');
  return Number(fields[11]) + Number(fields[12]);
}
