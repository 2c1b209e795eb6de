import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Config } from '../config.ts';
import { openServer, type OpenServer, type ServerOverrides } from '../open-server.ts';
import { filesBelow } from './files-below.ts';
import { TestClient } from './test-client.ts';

export const PASSWORD = 'correct horse battery';

/** A real server on a temporary data folder, with its administrator signed in. */
export interface TestServer {
  readonly url: string;
  readonly dataDir: string;
  /** The administrator. */
  readonly client: TestClient;
  readonly server: OpenServer;
  /** Another signed-in user. */
  addClient(name: string): Promise<TestClient>;
  setQuota(quotaBytes: number | null): void;
  /** Paths below `originals/`, sorted. */
  originals(): Promise<string[]>;
  /** Paths below `staging/`. */
  staged(): Promise<string[]>;
  rowCount(table: string): number;
  /** Stops the server, and removes the folder. */
  close(): Promise<void>;
}

const DAY_MS = 24 * 3600 * 1000;

/** The settings of a test's server: any free port, no log. */
export function testConfig(dataDir: string, changes: Partial<Config> = {}): Config {
  return {
    host: '127.0.0.1',
    port: 0,
    dataDir,
    logLevel: 'silent',
    trustedProxies: [],
    idleTimeoutMs: 60_000,
    uploadMaxAgeMs: 7 * 24 * 3600 * 1000,
    stopTimeoutMs: 2000,
    minFreeBytes: 0,
    metricsToken: null,
    defaultQuotaBytes: null,
    sessionIdleMs: 90 * DAY_MS,
    trashDays: 30,
    userDeleteDelayMs: 7 * DAY_MS,
    scrubMs: 30 * DAY_MS,
    scrubBytesPerSecond: 0,
    ...changes,
  };
}

export async function openTestServer(
  changes: Partial<Config> = {},
  overrides: ServerOverrides & { readonly isEmpty?: boolean } = {},
): Promise<TestServer> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'keepsake-server-'));
  const server = await openServer(testConfig(dataDir, changes), overrides);
  const client = new TestClient(server.url);
  if (overrides.isEmpty !== true) {
    await client.post('/auth/admin-sign-up', { email: 'ada@example.org', password: PASSWORD, name: 'Ada' });
    await client.login('ada@example.org', PASSWORD);
  }
  const withDatabase = <T>(use: (database: DatabaseSync) => T): T => {
    const database = new DatabaseSync(path.join(dataDir, 'keepsake.sqlite'));
    try {
      return use(database);
    } finally {
      database.close();
    }
  };
  return {
    url: server.url,
    dataDir,
    client,
    server,
    addClient: async (name) => {
      await server.addUser({ email: `${name}@example.org`, password: PASSWORD, name });
      const added = new TestClient(server.url);
      await added.login(`${name}@example.org`, PASSWORD);
      return added;
    },
    setQuota: (quotaBytes) =>
      withDatabase((database) => database.prepare('update users set quota_bytes = ?').run(quotaBytes)),
    originals: () => filesBelow(path.join(dataDir, 'originals')),
    staged: () => filesBelow(path.join(dataDir, 'staging')),
    rowCount: (table) =>
      withDatabase((database) => Number(database.prepare(`select count(*) as n from ${table}`).get()?.['n'])),
    close: async () => {
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
