import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { sha1 } from '../testing/test-client.ts';
import { openTestServer } from '../testing/test-server.ts';

const run = promisify(execFile);
const PAGE = path.join(import.meta.dirname, '../../../../docs/protocol.md');
const TOOLS = ['curl', 'openssl', 'base64'];

async function hasTools(): Promise<boolean> {
  const looked = await Promise.allSettled(TOOLS.map((tool) => run('sh', ['-c', `command -v ${tool}`])));
  return looked.every(({ status }) => status === 'fulfilled');
}

it.runIf(await hasTools())('[H11] works as the example in docs/protocol.md says', async () => {
  const [, example = ''] =
    /```sh\n([\s\S]*?Upload-Offset[\s\S]*?)```/.exec(await readFile(PAGE, 'utf8')) ?? [];
  const server = await openTestServer();
  const folder = await mkdtemp(path.join(tmpdir(), 'keepsake-example-'));
  try {
    const bytes = randomBytes(100_000);
    await writeFile(path.join(folder, 'VID_0001.mp4'), bytes);
    const env = { ...process.env, SERVER: server.url, TOKEN: server.client.token };
    const play = (): Promise<{ stdout: string }> => run('sh', ['-c', example], { cwd: folder, env });
    const { stdout } = await play();
    const answer = JSON.parse(stdout) as { readonly id: string };
    expect(answer).toMatchObject({
      status: 'created',
      checksum: sha1(bytes, 'base64'),
      deviceAssetId: 'VID_0001.mp4',
    });
    const kept = await server.client.download(answer.id);
    expect(Buffer.from(await kept.arrayBuffer()).equals(bytes)).toBe(true);
    // What is kept already is not sent again.
    expect((await play()).stdout).toBe('');
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
});
