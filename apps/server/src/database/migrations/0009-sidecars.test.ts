import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { openServer } from '../../open-server.ts';
import { runCommand } from '../../testing/run-command.ts';
import { TestClient } from '../../testing/test-client.ts';
import { openTestServer, PASSWORD, testConfig } from '../../testing/test-server.ts';

const photo = { bytes: 'the photo', fileName: 'a.jpg' };
const first = { bytes: '<first/>', fileName: 'a.jpg.xmp' };
const second = { bytes: '<the second/>', fileName: 'a.jpg.xmp' };

/** Takes the database back to what the version before wrote. */
function undo(dataDir: string): void {
  const database = new DatabaseSync(path.join(dataDir, 'keepsake.sqlite'));
  database.exec('drop table earlier_sidecars; alter table assets drop column sidecar_checksum');
  database.exec(
    "drop table deletions; drop table arrivals; delete from settings where key = 'deletions_known_since'",
  );
  database.exec("delete from kysely_migration where name in ('0009-sidecars', '0010-deletions')");
  database.close();
}

it('[H1] keeps the sidecars of an older server, and learns what they are when others take their places', async () => {
  const old = await openTestServer();
  const { dataDir } = old;
  await old.client.upload({ ...photo, sidecar: first });
  await old.server.close();
  undo(dataDir);
  const server = await openServer(testConfig(dataDir));
  try {
    const client = new TestClient(server.url);
    await client.login('ada@example.org', PASSWORD);
    for (const sidecar of [first, second, first, second])
      expect(await client.upload({ ...photo, sidecar })).toMatchObject({ status: 200 });
    expect((await old.originals()).map((name) => path.basename(name))).toEqual([
      'a.jpg',
      'a.jpg (2).xmp',
      'a.jpg.xmp',
    ]);
    const folder = path.join(dataDir, 'originals/ada/2024/05');
    expect(await readFile(path.join(folder, 'a.jpg.xmp'), 'utf8')).toBe(first.bytes);
    expect(await readFile(path.join(folder, 'a.jpg (2).xmp'), 'utf8')).toBe(second.bytes);
    expect(await runCommand(dataDir, ['check'])).toMatchObject({ code: 0 });
  } finally {
    await server.close();
    await old.close();
  }
});
