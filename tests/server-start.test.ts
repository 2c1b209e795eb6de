import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it, type House } from './house/house.ts';
import { SERVER_LAUNCHER } from './house/programs.ts';
import { openScriptedServer } from './house/scripted-server.ts';

/** Starts a server that must not come up. */
async function refusal(house: House, env: NodeJS.ProcessEnv): Promise<{ exitCode: number; stderr: string }> {
  const { exitCode, stdout, stderr } = await house.run(SERVER_LAUNCHER, [], { env }).ended;
  expect(stdout).toBe('');
  expect(stderr.trim().split('\n')).toHaveLength(1);
  return { exitCode, stderr };
}

describe('a server that cannot start', () => {
  it('[H9] says in one sentence what to do, with an exit code of its own', async ({ house }) => {
    const other = await openScriptedServer(() => undefined);
    try {
      const port = new URL(other.url).port;
      const taken = await refusal(house, { KEEPSAKE_PORT: port });
      expect(taken.exitCode).toBe(3);
      expect(taken.stderr).toContain(`Port ${port} on 127.0.0.1 is in use by another program`);
    } finally {
      await other.close();
    }

    const damaged = join(house.folder, 'damaged');
    await mkdir(join(damaged, 'originals'), { recursive: true });
    await writeFile(join(damaged, 'keepsake.sqlite'), 'no database'.repeat(1000));
    const corrupt = await refusal(house, { KEEPSAKE_DATA: damaged });
    expect(corrupt.exitCode).toBe(4);
    expect(corrupt.stderr).toContain('keepsake.sqlite');

    const usage = await refusal(house, { KEEPSAKE_PORT: 'eighty' });
    expect(usage.exitCode).toBe(2);
    expect(usage.stderr).toBe('KEEPSAKE_PORT must be a whole number from 0 to 65535, not "eighty".\n');
  });

  it('[H9] because another one has its data folder says so, and the other goes on', async ({ house }) => {
    const first = await house.startServer();
    const second = await refusal(house, { KEEPSAKE_PORT: '0' });
    expect(second.exitCode).toBe(6);
    expect(second.stderr).toContain('Another Keepsake server is already running on');
    await house.api.signUp('Ada');

    first.kill('SIGTERM');
    expect((await first.ended).exitCode).toBe(0);
  });
});
