import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openServer, type OpenServer } from '../open-server.ts';
import { openTestServer, testConfig, type TestServer } from '../testing/test-server.ts';

const PROGRAM = fileURLToPath(new URL('../testing/die-while-deleting.ts', import.meta.url));

/** Kept, and deleted: each with a sidecar, one of them a Live Photo. */
const NAMES = ['kept', 'gone-1', 'gone-2', 'gone-3'];

describe('a deletion for good that is killed', () => {
  let server: TestServer;
  let restarted: OpenServer | undefined;
  beforeEach(async () => {
    server = await openTestServer();
  });
  afterEach(async () => {
    await restarted?.close();
    await server.close();
  });

  async function killAt(step: string, ids: readonly string[]): Promise<void> {
    const owner = (await server.client.get('/users/me')).body.id;
    await server.server.close();
    const child = spawn(process.execPath, [PROGRAM, server.dataDir, owner, step, ...ids], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
  }

  /** The paths that rows name, sorted, and the bytes that their owner is charged for. */
  function book(): { readonly named: readonly string[]; readonly usage: unknown } {
    const database = new DatabaseSync(path.join(server.dataDir, 'keepsake.sqlite'));
    try {
      const rows = database
        .prepare(
          'select path from assets union select sidecar_path from assets where sidecar_path is not null',
        )
        .all();
      const usage = database.prepare('select usage_bytes as usage from users').get()?.['usage'];
      return { named: rows.map((row) => String(row['path'])).sort(), usage };
    } finally {
      database.close();
    }
  }

  it.each([
    ['before-commit', NAMES.length],
    ['after-commit', 1],
    ['after-file-1', 1],
    ['after-file-7', 1],
  ])(
    '[H13][H1] %s leaves every row with its files, and after the next start no file without a row',
    async (step, left) => {
      const ids = new Map<string, string>();
      for (const name of NAMES) {
        const { body } = await server.client.upload({
          bytes: name,
          fileName: `${name}.heic`,
          ...(name.endsWith('1') && { motion: { bytes: `${name}, moving`, fileName: `${name}.mov` } }),
          sidecar: { bytes: `<${name}/>`, fileName: `${name}.xmp` },
        });
        ids.set(name, body.id);
      }
      await killAt(
        step,
        NAMES.slice(1).map((name) => ids.get(name) ?? ''),
      );

      const { named, usage } = book();
      const onDisk = await server.originals();
      expect(named.filter((one) => !onDisk.includes(one))).toEqual([]);
      expect(named.filter((one) => one.endsWith('.heic'))).toHaveLength(left);

      restarted = await openServer(testConfig(server.dataDir));
      await expect.poll(() => server.originals()).toEqual(named);
      await expect.poll(() => server.rowCount('removals')).toBe(0);
      expect(usage).toBe(await bytesBelow(named));
    },
  );

  it('[H13][H1] takes nothing from another asset that got its name since', async () => {
    await server.client.upload({ bytes: 'kept', fileName: 'kept.jpg' });
    await server.server.close();
    const database = new DatabaseSync(path.join(server.dataDir, 'keepsake.sqlite'));
    database.exec('insert into removals select path from assets');
    database.close();
    restarted = await openServer(testConfig(server.dataDir));
    await expect.poll(() => server.rowCount('removals')).toBe(0);
    expect(await server.originals()).toEqual(book().named);
  });

  async function bytesBelow(paths: readonly string[]): Promise<number> {
    const sizes = await Promise.all(
      paths.map(async (one) => (await stat(path.join(server.dataDir, 'originals', one))).size),
    );
    return sizes.reduce((sum, size) => sum + size, 0);
  }
});
