import { execFile, spawnSync } from 'node:child_process';
import { access, chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { describe, expect } from 'vitest';
import { it, type House } from './house/house.ts';
import { writePhotos } from './house/photos.ts';
import { startWatching } from './house/watching.ts';

const unitOf = (house: House): string =>
  join(house.folder, '.config', 'systemd', 'user', 'keepsake-watch.service');

/** A system whose `systemctl` writes down what it is asked, and ends as told. */
async function withSystemctl(house: House, exitCode: number): Promise<NodeJS.ProcessEnv> {
  const bin = join(house.folder, 'bin');
  await mkdir(bin, { recursive: true });
  const script = `#!/bin/sh\necho "$@" >> ${join(house.folder, 'asked')}\nexit ${exitCode}\n`;
  await writeFile(join(bin, 'systemctl'), script);
  await chmod(join(bin, 'systemctl'), 0o755);
  return { PATH: `${bin}:${process.env['PATH'] ?? ''}` };
}

const asked = async (house: House): Promise<readonly string[]> =>
  (await readFile(join(house.folder, 'asked'), 'utf8')).trimEnd().split('\n');

/** Whether this machine has the tool that reads units as systemd does. */
const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

describe('keepsake watch as a service', () => {
  it('[B7] is installed and removed as a unit of systemd for this user', async ({ house }) => {
    const env = await withSystemctl(house, 0);
    await house.settle();
    await writePhotos(house.library, 1);
    const early = await house.keepsake(['watch', '--install'], { env });
    expect(early.stderr).toContain('Say which folder to back up');
    await house.keepsake(['backup', house.library]);

    const { exitCode, stdout } = await house.keepsake(['watch', '--install'], { env });
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      'Keepsake watches from now on, and whenever you are signed in to this computer.',
    );
    expect(await asked(house)).toEqual([
      '--user daemon-reload',
      '--user enable keepsake-watch.service',
      '--user restart keepsake-watch.service',
    ]);
    const unit = await readFile(unitOf(house), 'utf8');
    expect(unit).toMatch(/^ExecStart="\/.*node" "\/.*apps\/agent\/src\/main\.ts" "watch"$/m);
    expect(unit).toContain(`Environment="KEEPSAKE_HOME=${house.homeFolder}"\n`);

    const removed = await house.keepsake(['watch', '--uninstall'], { env });
    expect(removed.stdout).toContain('Nothing is backed up by itself any more.');
    expect((await asked(house)).slice(3)).toEqual([
      '--user disable --now keepsake-watch.service',
      '--user daemon-reload',
    ]);
    await expect(access(unitOf(house))).rejects.toThrow();
    expect((await house.keepsake(['watch', '--uninstall'], { env })).stdout).toContain('nothing to remove');
  });

  it('[B7] says what to type where systemd does not answer, and that another watch is in the way', async ({
    house,
  }) => {
    const env = await withSystemctl(house, 1);
    await house.settle();
    await writePhotos(house.library, 1);
    const watch = await startWatching(house);
    await watch.until('Everything is backed up.');
    const { exitCode, stdout } = await house.keepsake(['watch', '--install'], { env });
    await watch.stop();
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      'To start it, type:\n  systemctl --user daemon-reload\n  systemctl --user enable keepsake-watch.service\n',
    );
    expect(stdout).toContain('A watch runs in another window; the service takes over');
  });

  it.skipIf(!hasSystemd)('[B7] is a unit that systemd has nothing to say against', async ({ house }) => {
    const env = {
      ...(await withSystemctl(house, 0)),
      KEEPSAKE_HOME: join(house.folder, 'a "quoted" 50%  $HOME'),
    };
    await house.startServer();
    await house.api.signUp('Ada');
    await house.signIn(env);
    await writePhotos(house.library, 1);
    await house.keepsake(['backup', house.library], { env });
    expect((await house.keepsake(['watch', '--install'], { env })).exitCode).toBe(0);
    const verify = ['--user', '--man=no', 'verify', unitOf(house)];
    const { stdout, stderr } = await promisify(execFile)('systemd-analyze', verify, {
      env: { PATH: process.env['PATH'], HOME: house.folder, XDG_RUNTIME_DIR: house.folder },
    });
    expect(stdout + stderr).toBe('');
  });
});
