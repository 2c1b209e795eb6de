import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import { boundByPermissions } from './permissions.ts';
import { AGENT_MAIN, SERVER_MAIN } from './programs.ts';
import { spawnProcess, type Ended, type Environment, type SpawnOptions, type Spawned } from './spawned.ts';
import { ServerApi } from './server-api.ts';

const DEMO_MAIN = fileURLToPath(new URL('../../demo/src/main.ts', import.meta.url));

/** Node keeps what it compiled here, so that starting a process for the fiftieth time costs less than for the first. */
const COMPILE_CACHE = fileURLToPath(new URL('../../node_modules/.cache/keepsake-tests', import.meta.url));

/** The account that {@link House.settle} makes. */
export const ACCOUNT = { email: 'ada@example.org', password: 'correct horse', name: 'Ada' } as const;

/** What a process may be given beside its words. */
export interface ProcessOptions {
  readonly env?: Environment;
  readonly stdin?: SpawnOptions['stdin'];
  readonly endSignal?: SpawnOptions['endSignal'];
  /** Permissions hold for it, as for anybody but root; where {@link permissionsBind}. */
  readonly isBound?: boolean;
}

/**
 * A place of its own for one test: a library, a server's data folder, an agent's home, and the processes that use
 * them. Whatever it started is killed, and all its files are removed, when the test is over.
 */
export class House {
  readonly folder: string;
  /** Where photos are; made, and empty at first. */
  readonly library: string;
  readonly dataFolder: string;
  readonly homeFolder: string;
  /** What processes that are started from now on may take, within the time of a test. */
  longestLifeMs = 55_000;
  readonly #processes: Spawned[] = [];
  #serverUrl: string | undefined;

  constructor(folder: string) {
    this.folder = folder;
    this.library = join(folder, 'Photos');
    this.dataFolder = join(folder, 'data');
    this.homeFolder = join(folder, 'agent');
  }

  /** Of the server that was started last. */
  get serverUrl(): string {
    if (this.#serverUrl === undefined) throw new Error('no server was started');
    return this.#serverUrl;
  }

  /** The server's API, as its owner. */
  get api(): ServerApi {
    return new ServerApi(this.serverUrl, ACCOUNT);
  }

  /** Starts any program as `node FILE WORDS…`, which ends with the test. */
  run(main: string, words: readonly string[], options: ProcessOptions = {}): Spawned {
    const command = [process.execPath, [main, ...words]] as const;
    return this.spawn(...(options.isBound === true ? boundByPermissions(...command) : command), options);
  }

  spawn(
    file: string,
    args: readonly string[],
    { env = {}, stdin = '', endSignal = 'SIGKILL' }: ProcessOptions = {},
  ): Spawned {
    const spawned = spawnProcess(file, args, {
      env: { ...this.#environment(), ...env },
      cwd: this.folder,
      stdin,
      endSignal,
      longestLifeMs: this.longestLifeMs,
    });
    this.#processes.push(spawned);
    return spawned;
  }

  /** Starts `npm start` without npm. */
  startDemo(words: readonly string[], env: Environment = {}): Spawned {
    return this.run(DEMO_MAIN, words, { env, endSignal: 'SIGTERM' });
  }

  /** Starts the server and waits until it listens; again on the port of the last one, where there was one. */
  async startServer(env: Environment = {}): Promise<Spawned> {
    const port = this.#serverUrl === undefined ? '0' : new URL(this.#serverUrl).port;
    const server = this.run(SERVER_MAIN, [], { env: { KEEPSAKE_PORT: port, ...env } });
    const line = await server.untilLine((text) => text.includes('listening on'));
    this.#serverUrl = /http\S+/.exec(line)?.[0];
    return server;
  }

  /** A server with an account, and an agent that is signed in to it. */
  async settle(env: Environment = {}): Promise<Spawned> {
    const server = await this.startServer(env);
    await this.api.signUp(ACCOUNT.name);
    await this.signIn();
    return server;
  }

  /** Signs the agent in by its command. */
  async signIn(env: Environment = {}): Promise<void> {
    const { exitCode, stderr } = await this.keepsake(['login', this.serverUrl, '--email', ACCOUNT.email], {
      env: { KEEPSAKE_PASSWORD: ACCOUNT.password, ...env },
    });
    if (exitCode !== 0) throw new Error(`login ended with ${exitCode}: ${stderr}`);
  }

  /** Makes the agent believe that it is signed in to a server that could never have let it in. */
  async pretendSignedIn(serverUrl: string): Promise<void> {
    await mkdir(this.homeFolder, { recursive: true });
    const credentials = {
      serverUrl,
      userId: 'b7a2c5a0-9f49-4b52-9c0e-0d2f0e6a5b11',
      userName: 'Ada',
      credential: { kind: 'session', token: 'pretended' },
    };
    await writeFile(join(this.homeFolder, 'credentials.json'), JSON.stringify(credentials));
  }

  /** Ends the agent's session on the server; the agent is not told. */
  async revokeSession(): Promise<void> {
    const text = await readFile(join(this.homeFolder, 'credentials.json'), 'utf8');
    const { credential } = JSON.parse(text) as { credential: { token: string } };
    const headers = { authorization: `Bearer ${credential.token}` };
    const answer = await fetch(`${this.serverUrl}/api/auth/logout`, { method: 'POST', headers });
    if (!answer.ok) throw new Error(`logout was answered ${answer.status}`);
  }

  /** Starts `keepsake …`. */
  startKeepsake(words: readonly string[], options: ProcessOptions = {}): Spawned {
    return this.run(AGENT_MAIN, words, options);
  }

  /** Runs `keepsake …` to its end. */
  async keepsake(words: readonly string[], options: ProcessOptions = {}): Promise<Ended> {
    return this.startKeepsake(words, options).ended;
  }

  /** Nothing of the tests' own environment, least of all the home of whoever runs them. */
  #environment(): Environment {
    return {
      PATH: process.env['PATH'],
      HOME: this.folder,
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      KEEPSAKE_HOME: this.homeFolder,
      KEEPSAKE_DATA: this.dataFolder,
      KEEPSAKE_PORT: '0',
      // None: a build of them takes longer than a test may. Those in tests/e2e that look at them take the real ones.
      KEEPSAKE_SCREENS: join(this.folder, 'no-screens'),
    };
  }

  async close(): Promise<void> {
    for (const process of this.#processes) process.end();
    await Promise.allSettled(this.#processes.map(({ ended }) => ended));
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** `it` with a house of its own for each test. */
export const it = test.extend<{ house: House }>({
  house: async ({}, use) => {
    const house = new House(await realpath(await mkdtemp(join(tmpdir(), 'keepsake-house-'))));
    await mkdir(house.library);
    try {
      await use(house);
    } finally {
      await house.close();
    }
  },
});
