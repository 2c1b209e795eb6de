import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hexOf } from '../../house/server-api.ts';
import type { House } from '../../house/house.ts';
import type { Ended, Spawned } from '../../house/spawned.ts';

/** What `npx immich` starts. */
const PROGRAM = fileURLToPath(new URL('../bin/immich', import.meta.resolve('@immich/cli')));

/** Immich's own command line, in a house. */
export class ImmichCli {
  readonly #house: House;
  readonly #environment: NodeJS.ProcessEnv;

  constructor(house: House, environment: NodeJS.ProcessEnv = {}) {
    this.#house = house;
    this.#environment = { IMMICH_CONFIG_DIR: join(house.folder, 'immich'), ...environment };
  }

  start(words: readonly string[]): Spawned {
    return this.#house.run(PROGRAM, words, { env: this.#environment });
  }

  async run(words: readonly string[]): Promise<Ended> {
    return this.start(words).ended;
  }

  /** Runs `immich upload` over the library without progress bars; throws when it ends with an error. */
  async upload(words: readonly string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await this.run(['upload', '--no-progress', ...words]);
    if (exitCode !== 0) throw new Error(`immich upload ended with ${exitCode}:\n${stdout}\n${stderr}`);
    return stdout;
  }
}

/** Makes an API key of the house's account. */
export async function createKey(house: House, permissions: readonly string[] = ['all']): Promise<string> {
  const body = { name: 'Command line', permissions };
  return (await house.api.call<{ secret: string }>('POST', '/api-keys', body)).secret;
}

/** A running server with an account, and Immich's command line that knows address and key. */
export async function settleImmichCli(house: House, serverUrl?: string): Promise<ImmichCli> {
  if (serverUrl === undefined) {
    await house.startServer();
    await house.api.signUp('Ada');
  }
  return new ImmichCli(house, {
    IMMICH_INSTANCE_URL: serverUrl ?? house.serverUrl,
    IMMICH_API_KEY: await createKey(house),
  });
}

interface AlbumBody {
  readonly id: string;
  readonly albumName: string;
  readonly assets: readonly { readonly originalFileName: string; readonly checksum: string }[];
}

/** The server's albums by name: each the names of its photos with the SHA-1 of what the server holds. */
export async function albumsOf(house: House): Promise<Record<string, Record<string, string>>> {
  const { api } = house;
  const albums: Record<string, Record<string, string>> = {};
  for (const { id, albumName } of await api.call<AlbumBody[]>('GET', '/albums')) {
    if (albumName in albums) throw new Error(`there are two albums named ${albumName}`);
    const { assets } = await api.call<AlbumBody>('GET', `/albums/${id}`);
    albums[albumName] = Object.fromEntries(
      assets.map(({ originalFileName, checksum }) => [originalFileName, hexOf(checksum)]),
    );
  }
  return albums;
}
