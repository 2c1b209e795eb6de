import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as sdk from '@immich/sdk';
import { test } from 'vitest';
import { openServer, parseConfig, type OpenServer } from '../../../apps/server/src/index.ts';
import { photo } from '../../house/photos.ts';

/** Whom {@link World.settle} makes. */
export const ADMIN = { email: 'ada@example.org', password: 'correct horse', name: 'Ada' } as const;

const DEVICE = 'a device';

/** An empty server of its own for one test, and the SDK pointed at it. */
export class World {
  readonly #server: OpenServer;
  readonly #folder: string;
  #photos = 0;

  private constructor(server: OpenServer, folder: string) {
    this.#server = server;
    this.#folder = folder;
  }

  static async open(): Promise<World> {
    const folder = await mkdtemp(join(tmpdir(), 'keepsake-immich-sdk-'));
    const parsed = parseConfig({ KEEPSAKE_DATA: folder, KEEPSAKE_PORT: '0', KEEPSAKE_LOG_LEVEL: 'silent' });
    if (parsed.kind === 'invalid') throw new Error(parsed.sentence);
    const server = await openServer(parsed.config);
    sdk.defaults.baseUrl = `${server.url}/api`;
    sdk.defaults.headers = {};
    return new World(server, folder);
  }

  /** Makes the administrator, and signs in as them. */
  async settle(): Promise<void> {
    await sdk.signUpAdmin({ signUpDto: ADMIN });
    await this.signIn();
  }

  /** One more session of the administrator; the SDK uses it from here on. */
  async signIn(): Promise<void> {
    const { accessToken } = await sdk.login({ loginCredentialDto: ADMIN });
    sdk.defaults.headers = { authorization: `Bearer ${accessToken}` };
  }

  /** The SDK uses this API key from here on, and nothing else. */
  useApiKey(secret: string): void {
    sdk.defaults.headers = {};
    sdk.setApiKey(secret);
  }

  /** The SDK is signed in as nobody any more. */
  useWrongApiKey(): void {
    this.useApiKey('a key that was never given');
  }

  async addApiKey(
    permissions: sdk.Permission[] = [sdk.Permission.All],
  ): Promise<sdk.ApiKeyCreateResponseDto> {
    return sdk.createApiKey({ apiKeyCreateDto: { name: 'Laptop', permissions } });
  }

  /** What the SDK needs to upload a photo; another one each time. */
  nextPhoto(): sdk.AssetMediaCreateDto & { readonly assetData: Blob } {
    this.#photos += 1;
    return {
      assetData: new File([new Uint8Array(photo(this.#photos))], `IMG_000${this.#photos}.jpg`),
      deviceAssetId: `asset ${this.#photos}`,
      deviceId: DEVICE,
      fileCreatedAt: '2024-05-06T07:08:09.000+02:00',
      fileModifiedAt: '2024-05-06T07:08:09.000Z',
    };
  }

  /** Uploads another photo; its id. */
  async addPhoto(): Promise<string> {
    return (await sdk.uploadAsset({ assetMediaCreateDto: this.nextPhoto() })).id;
  }

  /** A photo in the trash; its id. */
  async addTrashed(): Promise<string> {
    const id = await this.addPhoto();
    await sdk.deleteAssets({ assetBulkDeleteDto: { ids: [id] } });
    return id;
  }

  /** An album with one photo. */
  async addAlbum(): Promise<{ readonly id: string; readonly photoId: string }> {
    const photoId = await this.addPhoto();
    const { id } = await sdk.createAlbum({ createAlbumDto: { albumName: 'Summer', assetIds: [photoId] } });
    return { id, photoId };
  }

  /** Another user; its id. */
  async addUser(): Promise<string> {
    const user = { email: 'ben@example.org', password: 'battery staple', name: 'Ben' };
    return (await sdk.createUserAdmin({ userAdminCreateDto: user })).id;
  }

  async close(): Promise<void> {
    await this.#server.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** `it` with a world of its own for each test. */
export const it = test.extend<{ world: World }>({
  world: async ({}, use) => {
    const world = await World.open();
    try {
      await use(world);
    } finally {
      await world.close();
    }
  },
});
