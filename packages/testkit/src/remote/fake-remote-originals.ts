import {
  BackupError,
  throwIfCancelled,
  type CancelSignal,
  type RemoteAssetId,
  type RemoteFile,
  type RemoteOriginal,
  type RemoteOriginalPage,
  type RemoteOriginals,
} from '@keepsake/engine';
import type { FakeAccount, FakePhotoServer, FakeStoredAsset } from './fake-photo-server.ts';
import { FakeWire } from './fake-wire.ts';
import type { FaultSubject, RemoteFault, RemoteMethod } from './remote-faults.ts';

const CHUNK_BYTES = 4096;

/** What the originals need of the remote that they belong to. */
export interface FakeOriginalsDeps {
  readonly server: FakePhotoServer;
  readonly account: FakeAccount;
  begin(method: RemoteMethod, signal: CancelSignal, subject: FaultSubject): Promise<RemoteFault | undefined>;
  /** Throws when there is no network. */
  throwIfOffline(): void;
}

/** What one person keeps on the fake server, to be taken home; fails in `list` and `read` as it is told to. */
export class FakeRemoteOriginals implements RemoteOriginals {
  /** How many a page holds. */
  pageSize = 100;
  /** What is named and not let be read, as of a locked folder; told on the last page. */
  readonly withheld = new Set<RemoteAssetId>();
  /** Bytes that were read, of reads that failed as well. */
  bytesSent = 0;
  readonly #deps: FakeOriginalsDeps;

  constructor(deps: FakeOriginalsDeps) {
    this.#deps = deps;
  }

  async list(cursor: string | undefined, signal: CancelSignal): Promise<RemoteOriginalPage> {
    const fault = await this.#deps.begin('list', signal, {});
    const mine = this.#mine();
    const motions = new Set(mine.flatMap((asset) => this.#deps.server.motionsOf(asset)));
    const all = mine.filter(
      (asset) => (!asset.isHidden || !motions.has(asset)) && !this.withheld.has(asset.id),
    );
    const start = cursor === undefined ? 0 : all.findIndex(({ id }) => id > cursor);
    const page = start < 0 ? [] : all.slice(start, start + this.pageSize);
    if (fault?.kind === 'answer-lost') throw new BackupError('network', 'the answer was lost');
    const nextCursor = start >= 0 && start + page.length < all.length ? page.at(-1)?.id : undefined;
    return {
      originals: page.flatMap((asset) => this.#originals(asset)),
      withheld:
        nextCursor === undefined
          ? [...this.withheld].map((id) => ({ id, albumNames: this.#albumsOf(id) }))
          : [],
      nextCursor,
    };
  }

  async *read(id: RemoteAssetId, fromByte: number, signal: CancelSignal): AsyncGenerator<Uint8Array> {
    const fault = await this.#deps.begin('read', signal, {});
    const asset = this.#deps.server.assets.get(id);
    if (asset?.userId !== this.#deps.account.userId)
      throw new BackupError('asset-gone', 'there is no such asset');
    if (fromByte > asset.bytes.length) throw new BackupError('rejected', 'there are no such bytes');
    const wire = new FakeWire({
      observer: { onBytesSent: () => undefined },
      signal,
      fault,
      onArrival: (chunk) => {
        this.#deps.throwIfOffline();
        this.bytesSent += chunk.length;
      },
    });
    for (let at = fromByte; at < asset.bytes.length; at += CHUNK_BYTES) {
      const chunk = asset.bytes.slice(at, at + CHUNK_BYTES);
      await wire.send({
        name: asset.fileName,
        sizeBytes: chunk.length,
        read: async function* () {
          await Promise.resolve();
          yield chunk;
        },
      });
      yield chunk;
      throwIfCancelled(signal);
    }
  }

  #mine(): readonly FakeStoredAsset[] {
    const { server, account } = this.#deps;
    return [...server.assets.values()].filter(
      ({ userId, isTrashed }) => userId === account.userId && !isTrashed,
    );
  }

  #albumsOf(id: RemoteAssetId): readonly string[] {
    return [...this.#deps.account.albums].filter(([, members]) => members.has(id)).map(([name]) => name);
  }

  #originals(asset: FakeStoredAsset): readonly RemoteOriginal[] {
    const motions = this.#deps.server.motionsOf(asset);
    const albumNames = this.#albumsOf(asset.id);
    return (motions.length === 0 ? [undefined] : motions).map((motion) => ({
      ...fileOf(asset),
      motion: motion && fileOf(motion),
      albumNames,
    }));
  }
}

const fileOf = ({
  id,
  fileName,
  checksum,
  bytes,
  createdAtMs,
  modifiedAtMs,
}: FakeStoredAsset): RemoteFile => ({
  id,
  fileName,
  checksum,
  sizeBytes: bytes.length,
  createdAtMs,
  modifiedAtMs,
});
