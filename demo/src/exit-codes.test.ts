import { expect, it } from 'vitest';
import { EXIT, EXIT_MEANINGS, exitCodeOfServer } from './exit-codes.ts';
import { HELP } from './options.ts';

it('[E1] every exit code is in the help, once', () => {
  const codes = EXIT_MEANINGS.map(([code]) => code);
  expect([...codes].sort((a, b) => a - b)).toEqual(Object.values(EXIT).sort((a, b) => a - b));
  for (const [code, meaning] of EXIT_MEANINGS) expect(HELP).toContain(`  ${code}  ${meaning}\n`);
});

it('[E1] no way in which a server ends reads as a success or as the end of a backup', () => {
  for (const serverCode of [0, 1, 2, 3, 4, 5, 6, 130, 255]) {
    expect(exitCodeOfServer(serverCode)).toBeGreaterThanOrEqual(20);
    expect(exitCodeOfServer(serverCode)).toBeLessThan(130);
  }
});
