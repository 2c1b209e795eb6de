import { rm, symlink } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { flipOneBit } from '../testing/rot.ts';
import { launchCommand, runCommand } from '../testing/run-command.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';
import { progressText } from './scrub-progress.ts';

describe('npm run server -- scrub', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await openTestServer();
  });
  afterEach(() => server.close());

  const fileOf = (name: string): string => `${server.dataDir}/originals/ada/2024/05/${name}`;
  const keep = async (bytes: string | Uint8Array, fileName: string): Promise<string> =>
    (await server.client.upload({ bytes, fileName })).body.id;
  const rereadAt = async (ids: readonly string[]): Promise<readonly (string | null)[]> => {
    const { body } = await server.client.post('/assets/verify', { ids });
    return (body.results as unknown as readonly { rereadAt: string | null }[]).map(
      (result) => result.rereadAt,
    );
  };

  it('[H16] finds one flipped bit beside a running server, which knows it at once', async () => {
    const whole = await keep('whole', 'whole.jpg');
    const rotten = await keep('rotten', 'rotten.jpg');
    await flipOneBit(fileOf('rotten.jpg'));
    const { code, out } = await runCommand(server.dataDir, ['scrub']);
    expect(out.split('\n')).toEqual([
      `damaged: ada/2024/05/rotten.jpg (asset ${rotten}): its bytes are not the ones that were kept`,
      '2 originals of 11 B: 1 right, 0 missing, 1 damaged, 0 cannot be read.',
      '',
    ]);
    expect(code).toBe(3);
    const { body } = await server.client.post('/assets/verify', { ids: [rotten, whole] });
    expect(body.results).toMatchObject([{ state: 'damaged' }, { state: 'stored' }]);
  });

  it('[H16] reads without --all only what is due, and ends with 0 when all is well', async () => {
    await keep('a', 'a.jpg');
    const first = await runCommand(server.dataDir, ['scrub']);
    expect(first).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^1 originals of 1 B: 1 right/) as string,
    });
    await keep('b', 'b.jpg');
    expect((await runCommand(server.dataDir, ['scrub'])).out).toMatch(/^1 originals/);
    expect((await runCommand(server.dataDir, ['scrub', '--all'])).out).toMatch(/^2 originals/);
  });

  it('[H16] works without a server, and tells what it may not judge by another exit code', async () => {
    const id = await keep('a', 'a.jpg');
    await rm(fileOf('a.jpg'));
    await symlink('a.jpg', fileOf('a.jpg'));
    await server.server.close();
    expect(await runCommand(server.dataDir, ['scrub', '--all'])).toMatchObject({
      code: 9,
      out: `cannot be read: ada/2024/05/a.jpg (asset ${id})\n1 originals of 1 B: 0 right, 0 missing, 0 damaged, 1 cannot be read.\n`,
    });
  });

  it('[H16] stops on Ctrl-C, and what was read until then counts', async () => {
    const ids: string[] = [];
    for (let n = 1; n <= 4; n++) ids.push(await keep(Buffer.alloc(1_000_000, n), `${n}.jpg`));
    const { child, ended } = launchCommand(server.dataDir, ['scrub', '--rate', '0.9']);
    const read = async (): Promise<number> => (await rereadAt(ids)).filter((at) => at !== null).length;
    await expect.poll(read, { timeout: 8000 }).toBeGreaterThan(0);
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 130, out: expect.stringContaining('Interrupted.') as string });
    expect(await read()).toBeLessThan(4);
    const left = 4 - (await read());
    expect((await runCommand(server.dataDir, ['scrub'])).out).toMatch(new RegExp(`^${left} originals`));
  });

  it.each([[['--rate', '0']], [['--rate', 'fast']], [['--everything']], [['photo.jpg']]])(
    '[H16] refuses %j',
    async (args) => {
      expect(await runCommand(server.dataDir, ['scrub', ...args])).toMatchObject({ code: 2, out: '' });
    },
  );

  it('says how far it is', () => {
    expect(progressText(25_000_000, 100_000_000, 500)).toBe('25 % · 25 MB of 100 MB · 50 MB/s · 2 s left');
    expect(progressText(0, 5_000_000_000, 0)).toBe('0 % · 0 B of 5 GB · 0 B/s');
    expect(progressText(7, 5, 1000)).toBe('100 % · 7 B of 5 B · 7 B/s · 0 s left');
  });
});
