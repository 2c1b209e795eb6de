import type {
  AssetId,
  CancelSignal,
  Remote,
  ResumableUploads,
  UploadAnnouncement,
  UploadChunk,
  UploadId,
  UploadObserver,
  UploadState,
} from '@keepsake/engine';
import { assetIdOf, whileAlive } from './on-the-wire.ts';
import { NOBODY_STOPS, type WireCalls, type WireDeps } from './wire-calls.ts';

/** What each upload that was ever begun is of, for all processes of a device. */
export type UploadsBegun = Map<UploadId, UploadAnnouncement>;

/** One process's resumable uploads, over the network of the simulated world. */
export class SimulatedUploads implements ResumableUploads {
  readonly #server: Remote;
  readonly #calls: WireCalls;
  readonly #wire: WireDeps;
  readonly #begun: UploadsBegun;

  constructor(server: Remote, calls: WireCalls, wire: WireDeps, begun: UploadsBegun) {
    this.#server = server;
    this.#calls = calls;
    this.#wire = wire;
    this.#begun = begun;
  }

  create(announcement: UploadAnnouncement, signal: CancelSignal): Promise<UploadState> {
    const { checksum, deviceAssetId } = announcement;
    const call = {
      assetId: assetIdOf(deviceAssetId),
      deviceAssetId,
      checksums: [checksum],
      way: 'piece',
      sizeBytes: 0,
      content: contentOf(announcement),
      contentBytes: announcement.sizeBytes,
    } as const;
    return this.#calls.send('create', call, signal, async () => {
      const state = await this.#server.resumable.create(announcement, NOBODY_STOPS);
      if (state.kind === 'open') this.#begun.set(state.upload, announcement);
      return state;
    });
  }

  look(upload: UploadId, signal: CancelSignal): Promise<UploadState> {
    return this.#calls.ask('look', signal, () => this.#server.resumable.look(upload, NOBODY_STOPS));
  }

  append(chunk: UploadChunk, observer: UploadObserver, signal: CancelSignal): Promise<UploadState> {
    const begun = this.#begun.get(chunk.upload);
    const call = {
      assetId: begun === undefined ? ('unknown' as AssetId) : assetIdOf(begun.deviceAssetId),
      deviceAssetId: begun?.deviceAssetId ?? ('unknown' as UploadAnnouncement['deviceAssetId']),
      checksums: begun === undefined ? [] : [begun.checksum],
      way: 'piece',
      sizeBytes: chunk.sizeBytes,
      content: begun === undefined ? '' : contentOf(begun),
      contentBytes: begun?.sizeBytes ?? 0,
    } as const;
    return this.#calls.send('append', call, signal, (connection) =>
      this.#server.resumable.append(
        { ...chunk, read: () => connection.send(chunk.read()) },
        whileAlive(observer, this.#wire.life),
        NOBODY_STOPS,
      ),
    );
  }

  cancel(upload: UploadId, signal: CancelSignal): Promise<void> {
    return this.#calls.ask('cancel', signal, () => this.#server.resumable.cancel(upload, NOBODY_STOPS));
  }
}

const contentOf = ({ checksum, role }: UploadAnnouncement): string =>
  role.kind === 'original' && role.motionId !== undefined ? `${checksum} with ${role.motionId}` : checksum;
