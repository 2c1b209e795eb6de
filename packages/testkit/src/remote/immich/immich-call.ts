import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DeviceAssetId, DeviceId, RemoteAssetId } from '@keepsake/engine';
import type { FakeAccount, FakePhotoServer } from '../fake-photo-server.ts';

/** An album of Immich: of two with the same name each is its own. */
export interface FakeAlbum {
  readonly id: string;
  readonly userId: string;
  readonly albumName: string;
  readonly assetIds: Set<RemoteAssetId>;
}

/** What a server of Immich keeps, and which one it is. */
export interface ImmichState {
  readonly photos: FakePhotoServer;
  readonly albums: Map<string, FakeAlbum>;
  readonly version: readonly [major: number, minor: number, patch: number];
  /** Whether it knows the names that devices give, and wants them. */
  readonly hasDeviceIds: boolean;
  /** By user id; whoever is not in it has the one that every account has at first. */
  readonly passwords: Map<string, string>;
}

/** A request of a person who is signed in, with its JSON. */
export interface ImmichCall {
  readonly server: ImmichState;
  readonly account: FakeAccount;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What stands for `:id` in the path. */
  readonly id: string;
  readonly body: ImmichBody;
}

/** What bodies hold that are read here. */
interface ImmichBody {
  readonly password?: string;
  readonly newPassword?: string;
  readonly albumName?: string;
  readonly albumId?: string;
  readonly userId?: string;
  readonly ids?: readonly RemoteAssetId[];
  readonly livePhotoVideoId?: string;
  readonly visibility?: string;
  readonly deviceId?: DeviceId;
  readonly deviceAssetIds?: readonly DeviceAssetId[];
  readonly assets?: readonly { readonly id: string; readonly checksum: string }[];
}

/** What answers a path: a status with JSON, or undefined when it wrote the answer itself. */
export type ImmichRoute = (call: ImmichCall) => readonly [status: number, json: unknown] | undefined;

/** By method and path, as in `GET /albums/:id`. */
export type ImmichRoutes = Readonly<Record<string, ImmichRoute>>;
