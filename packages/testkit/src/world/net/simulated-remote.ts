import type {
  AlbumAddition,
  CancelSignal,
  Checksum,
  DeviceAssetId,
  DeviceId,
  Remote,
  RemoteAssetId,
  RemoteDescription,
  RemoteMatch,
  RemoteProofs,
  ServerMark,
  UploadObserver,
  UploadOutcome,
  UploadPart,
  UploadRequest,
} from '@keepsake/engine';
import type { Connection } from './connection.ts';
import { assetIdOf, whileAlive } from './on-the-wire.ts';
import { SimulatedUploads, type UploadsBegun } from './simulated-uploads.ts';
import { NOBODY_STOPS, WireCalls, type WireDeps } from './wire-calls.ts';

/** One process's view of its server, over the network of the simulated world. */
export class SimulatedRemote implements Remote {
  readonly resumable: SimulatedUploads;
  readonly #server: Remote;
  readonly #calls: WireCalls;
  readonly #wire: WireDeps;

  constructor(server: Remote, wire: WireDeps, begun: UploadsBegun) {
    this.#server = server;
    this.#wire = wire;
    this.#calls = new WireCalls(wire);
    this.resumable = new SimulatedUploads(server, this.#calls, wire, begun);
  }

  describe(signal: CancelSignal): Promise<RemoteDescription> {
    return this.#calls.ask('describe', signal, () => this.#server.describe(NOBODY_STOPS));
  }

  findDeviceAssets(
    deviceId: DeviceId,
    ids: readonly DeviceAssetId[],
    signal: CancelSignal,
  ): Promise<ReadonlyMap<DeviceAssetId, RemoteMatch>> {
    return this.#calls.ask('find-names', signal, () =>
      this.#server.findDeviceAssets(deviceId, ids, NOBODY_STOPS),
    );
  }

  findChecksums(
    checksums: readonly Checksum[],
    signal: CancelSignal,
  ): Promise<ReadonlyMap<Checksum, RemoteMatch>> {
    return this.#calls.ask('find-checksums', signal, () =>
      this.#server.findChecksums(checksums, NOBODY_STOPS),
    );
  }

  verify(
    checksums: readonly Checksum[],
    options: { readonly isDeep: boolean; readonly mark?: ServerMark | undefined },
    signal: CancelSignal,
  ): Promise<RemoteProofs> {
    return this.#calls.ask('verify', signal, () => this.#server.verify(checksums, options, NOBODY_STOPS));
  }

  upload(request: UploadRequest, observer: UploadObserver, signal: CancelSignal): Promise<UploadOutcome> {
    const { deviceAssetId, original, motion } = request;
    const parts = motion === undefined ? [original] : [original, motion];
    const sizeBytes = parts.reduce((sum, part) => sum + part.sizeBytes, 0);
    const call = {
      assetId: assetIdOf(deviceAssetId),
      deviceAssetId,
      checksums: parts.map((part) => part.checksum),
      way: 'whole',
      sizeBytes,
      content: parts.map((part) => part.checksum).join('+'),
      contentBytes: sizeBytes,
    } as const;
    return this.#calls.send('upload', call, signal, (connection) =>
      this.#server.upload(
        {
          ...request,
          original: over(connection, original),
          motion: motion === undefined ? undefined : over(connection, motion),
        },
        whileAlive(observer, this.#wire.life),
        NOBODY_STOPS,
      ),
    );
  }

  addToAlbum(
    albumName: string,
    ids: readonly RemoteAssetId[],
    signal: CancelSignal,
  ): Promise<readonly AlbumAddition[]> {
    return this.#calls.ask('add-to-album', signal, () =>
      this.#server.addToAlbum(albumName, ids, NOBODY_STOPS),
    );
  }
}

const over = (connection: Connection, part: UploadPart): UploadPart => ({
  ...part,
  read: () => connection.send(part.read()),
});
