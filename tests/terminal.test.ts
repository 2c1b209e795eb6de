import { describe, expect } from 'vitest';
import { it } from './house/house.ts';
import { hasTerminals, onTerminal } from './house/on-terminal.ts';
import { photo, writeFiles, writePhotos } from './house/photos.ts';

describe('on a terminal', () => {
  it.runIf(hasTerminals)(
    '[P2] a backup is drawn in place, and ends with the cursor shown and a summary',
    async ({ house }) => {
      await house.settle();
      await writePhotos(house.library, 60);
      await writeFiles(house.library, { [`${'日本'.repeat(20)}.jpg`]: photo(900, 500_000) });

      const { exitCode, stdout } = await onTerminal(house, ['backup', house.library]).ended;

      expect(exitCode).toBe(0);
      expect(stdout).toMatch(/^\u001b\[\?25l/);
      expect(stdout).toContain('\u001b[?25h');
      const [picture, summary] = stdout.split('\u001b[?25h') as [string, string];
      expect(picture).toMatch(/of 61 • /);
      expect(summary).toContain('61 of 61 backed up');
      expect(summary).not.toContain('\u001b');
    },
  );

  it.runIf(hasTerminals)('[U7] Ctrl-C gives the cursor back', async ({ house }) => {
    await house.settle();
    await writePhotos(house.library, 200);
    const running = onTerminal(house, ['backup', house.library], { kind: 'open' });
    await running.untilLine((line) => /[1-9]\d* of 200/.test(line));
    running.type('\u0003');
    const { exitCode, stdout } = await running.ended;
    expect(exitCode).toBe(130);
    expect(stdout.slice(stdout.lastIndexOf('\u001b['))).toMatch(/^\u001b\[\?25h/);
    expect(stdout).toContain('Stopped. What was sent so far is safe');
  });

  it('[E6] a reader that leaves early is no fault', async ({ house }) => {
    await house.settle();
    await writePhotos(house.library, 30);
    const running = house.startKeepsake(['backup', house.library, '--json']);
    await running.untilLine(() => true);
    running.hangUp();
    const { exitCode, stderr } = await running.ended;
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(await house.api.total()).toBe(30);
  });
});
