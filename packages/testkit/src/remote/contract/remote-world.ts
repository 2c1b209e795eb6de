import {
  BackupError,
  CancelSource,
  type Checksum,
  type Remote,
  type RemoteAssetId,
  type RemoteOriginals,
  type UploadId,
  type UploadObserver,
  type UploadPart,
  type UploadRequest,
} from '@keepsake/engine';
import { sha1Of } from '../fake-photo-server.ts';
import { bytesOf, partOf } from '../photos-to-send.ts';

/** What a kind of server does, and what it does not. */
export interface RemoteTraits {
  /** As `describe().can` says. */
  readonly resumable: boolean;
  readonly deviceNames: boolean;
  readonly deepVerify: boolean;
  /** It compares what arrives with what was announced, and tells what it keeps. */
  readonly tellsChecksums: boolean;
  /** It tells which motion part a still has, and what is a motion part alone. */
  readonly tellsMotionParts: boolean;
  /** It remembers by which name a duplicate was sent, too. */
  readonly namesDuplicates: boolean;
}

/** A server that does all of it: Keepsake. */
export const ALL_TRAITS: RemoteTraits = {
  resumable: true,
  deviceNames: true,
  deepVerify: true,
  tellsChecksums: true,
  tellsMotionParts: true,
  namesDuplicates: true,
};

/** A server with some people on it, seen through the remote under test. */
export interface RemoteWorld {
  /** Signed in as a person without a limit. */
  readonly remote: Remote;
  /** The same person on the same server, asked what is in the album of this name; undefined: there is no such album. */
  readAlbum(name: string): Promise<readonly RemoteAssetId[] | undefined>;
  /** Signed in as another person, who may keep `limitedQuotaBytes` (at least 20,000) and keeps nothing yet. */
  readonly limited: Remote;
  readonly limitedQuotaBytes: number;
  /** With a login that is not good (any more). */
  readonly signedOut: Remote;
  /** The originals of the person of `remote`, and of one with a bad login. */
  readonly originals: RemoteOriginals;
  readonly signedOutOriginals: RemoteOriginals;
  /** In a browser, the person of `remote` moves an asset to the trash, or deletes it for good. */
  trash(id: RemoteAssetId): Promise<void>;
  remove(id: RemoteAssetId): Promise<void>;
  /** The server's disk loses a bit of the bytes of this checksum. Only where the server can read them again. */
  rot(checksum: Checksum): Promise<void>;
  close(): Promise<void>;
}

export const silent: UploadObserver = { onBytesSent: () => undefined };
export const live = (): CancelSource => new CancelSource();
export const unknownChecksum = sha1Of(bytesOf('nobody has this', 10));
export const unknownUpload = '0123456789abcdef0123456789abcdef' as UploadId;
export const unknownId = '3f0f2bfa-6d5e-4d56-9b1f-0a3f7a4ce1aa' as RemoteAssetId;

/** An original of this name, different from every other name's. */
export const photo = (fileName: string, sizeBytes = 10_000): UploadPart =>
  partOf(fileName, bytesOf(fileName, sizeBytes));

export const send = (remote: Remote, request: UploadRequest): ReturnType<Remote['upload']> =>
  remote.upload(request, silent, live());

export const codeOf = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    return { returned: await work };
  } catch (error) {
    return error instanceof BackupError ? error.code : error;
  }
};

export const keeps = async (remote: Remote, ...checksums: Checksum[]): Promise<boolean[]> => {
  const found = await remote.findChecksums(checksums, live());
  return checksums.map((checksum) => found.has(checksum));
};
