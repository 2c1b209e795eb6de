import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { routes } from '@keepsake/protocol';
import { expect, it } from 'vitest';
import { openServer } from '../../open-server.ts';
import { sha1, TestClient } from '../../testing/test-client.ts';
import { openTestServer, PASSWORD, testConfig } from '../../testing/test-server.ts';

/** Takes the database back to what the version before wrote. */
function undo(dataDir: string): void {
  const database = new DatabaseSync(path.join(dataDir, 'keepsake.sqlite'));
  database.exec(
    "drop table deletions; drop table arrivals; delete from settings where key = 'deletions_known_since'",
  );
  database.exec("delete from kysely_migration where name = '0010-deletions'");
  database.close();
}

it('[H15] says of a server that was in use before that it knows of deletions only from now on', async () => {
  const old = await openTestServer();
  const { dataDir } = old;
  await old.server.close();
  undo(dataDir);
  const beforeMs = Date.now();
  const server = await openServer(testConfig(dataDir));
  try {
    const client = new TestClient(server.url);
    await client.login('ada@example.org', PASSWORD);
    const { body } = await client.post('/assets/verify', { checksums: [sha1('deleted long ago')] });
    const { results, deletionsKnownSince } = routes.verifyAssets.answers[200].parse(body);
    expect(results).toMatchObject([{ state: 'unknown', wasDeleted: false }]);
    expect(Date.parse(deletionsKnownSince ?? '')).toBeGreaterThanOrEqual(beforeMs);
  } finally {
    await server.close();
    await old.close();
  }
});
