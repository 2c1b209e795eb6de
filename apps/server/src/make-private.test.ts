import { spawnSync } from 'node:child_process';
import { chmod, chown, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openServer } from './open-server.ts';
import { MAIN } from './testing/server-main.ts';
import { testConfig } from './testing/test-server.ts';

const NOBODY = 65_534;

describe.runIf(process.platform === 'linux')('a data folder that others may read', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'keepsake-private-'));
    await (await openServer(testConfig(dataDir))).close();
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  it('[H8] has its database taken away from them at the start, with what a crash left beside it', async () => {
    const file = path.join(dataDir, 'keepsake.sqlite');
    // As after a crash, and a copy that was made without a thought of who may read it.
    const open = new DatabaseSync(file);
    open.exec(`insert into settings values ('left', 'in the log')`);
    const files = ['', '-wal', '-shm']
      .map((ending) => file + ending)
      .concat(path.join(dataDir, 'server.lock'));
    for (const each of files) await chmod(each, 0o644);
    const server = await openServer(testConfig(dataDir));
    try {
      for (const each of files) expect([each, (await stat(each)).mode & 0o777]).toEqual([each, 0o600]);
    } finally {
      await server.close();
      open.close();
    }
  });

  it.runIf(process.getuid?.() === 0)(
    'says in one sentence that its database belongs to another user',
    async () => {
      await chmod(dataDir, 0o777);
      for (const name of await readdir(dataDir))
        if (!name.startsWith('keepsake.sqlite')) await chown(path.join(dataDir, name), NOBODY, NOBODY);
      await chmod(path.join(dataDir, 'keepsake.sqlite'), 0o666);
      const { status, stderr } = spawnSync(process.execPath, [MAIN], {
        env: { KEEPSAKE_DATA: dataDir, KEEPSAKE_PORT: '0' },
        uid: NOBODY,
        gid: NOBODY,
        encoding: 'utf8',
      });
      expect(stderr).toMatch(/^\S+keepsake\.sqlite is open to other users [^\n]+ chown -R 65534 \S+\.\n$/);
      expect(status).toBe(4);
    },
  );
});
