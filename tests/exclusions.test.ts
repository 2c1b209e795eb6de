import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { summaryOf } from './house/events.ts';
import { it } from './house/house.ts';
import { photo, writeFiles } from './house/photos.ts';

describe('what is to be left out', () => {
  it('[A2][E6] is not sent because its name was written in other letters', async ({ house }) => {
    await house.settle();
    await writeFiles(house.library, { 'Cam/a.jpg': photo(1), 'Other/b.jpg': photo(2) });

    for (const words of [[], ['--json'], ['--dry-run']]) {
      const refused = await house.keepsake(['backup', house.library, '--exclude', 'CAM', ...words]);
      expect(refused.exitCode).toBe(2);
      expect(refused.stderr).toBe(
        'There is no album "CAM", but there is "Cam"; nothing was sent. Write the name exactly so: --exclude Cam\n',
      );
    }
    expect(await house.api.total()).toBe(0);
    expect((await house.keepsake(['backup', house.library, '--exclude', 'Cam'])).exitCode).toBe(0);
    expect(await house.api.total()).toBe(1);
  });

  it('[A2][E6] and has no album now does not stop the backup, and nobody can miss it', async ({ house }) => {
    await house.settle();
    await writeFiles(house.library, { 'Cam/a.jpg': photo(1) });
    const note = 'There is no album "Shots" now; nothing is excluded by that name.';

    const ended = await house.keepsake(['backup', house.library, '--exclude', 'Shots']);

    expect({ exitCode: ended.exitCode, stderr: ended.stderr }).toEqual({ exitCode: 0, stderr: `${note}\n` });
    expect(ended.stdout).toContain('Backup complete, but nothing was excluded by the name "Shots": ');
    expect(ended.stdout.endsWith(`\n${note}\n`)).toBe(true);
    expect(ended.stdout).not.toContain('everything is backed up');
    const again = await house.keepsake(['backup', house.library, '--exclude', 'Shots', '--json']);
    expect(summaryOf(again.stdout)).toMatchObject({ notes: [note] });
  });

  it('[A2] and was renamed is told of before it is sent, at the next look, whichever that is', async ({
    house,
  }) => {
    await house.settle();
    await writeFiles(house.library, { 'Cam/a.jpg': photo(1), 'Shots/s.jpg': photo(2) });
    await house.keepsake(['backup', house.library, '--exclude', 'Shots']);
    await rename(join(house.library, 'Shots'), join(house.library, 'Screens'));
    const told = /^The excluded "Shots" is gone and "Screens" is new: .* --exclude Screens$/m;

    const dry = await house.keepsake(['backup', '--dry-run']);
    expect(dry.stderr).toMatch(told);
    await rename(join(house.library, 'Screens'), join(house.library, 'Shots'));
    expect((await house.keepsake(['albums'])).stderr).toBe('');
    await rename(join(house.library, 'Shots'), join(house.library, 'Screens'));

    const ended = await house.keepsake(['backup']);
    expect(ended.exitCode).toBe(0);
    expect(ended.stderr).toMatch(told);
    expect(ended.stdout.slice(ended.stdout.indexOf('backed up'))).toMatch(told);
    expect(await house.api.total()).toBe(2);
    const command = /leave it out with: keepsake (.*)$/m.exec(ended.stderr)?.[1] as string;
    await writeFiles(house.library, { 'Screens/t.jpg': photo(3) });
    expect((await house.keepsake(command.split(' '))).exitCode).toBe(0);
    expect(await house.api.total()).toBe(2);
  });
});
