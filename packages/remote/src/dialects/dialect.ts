import type { Remote, RemoteCapabilities, RemoteDescription, ResumableUploads } from '@keepsake/engine';

/** How one kind of server is spoken to, as far as servers differ. */
export interface Dialect extends Pick<
  Remote,
  'findDeviceAssets' | 'findChecksums' | 'verify' | 'upload' | 'addToAlbum'
> {
  readonly product: RemoteDescription['product'];
  /** The server's own version. */
  readonly version: string;
  /** Undefined: it takes whole files only. */
  readonly resumable: ResumableUploads | undefined;
  /** What it can do; may have to be asked. */
  findCapabilities(signal: Parameters<Remote['describe']>[0]): Promise<RemoteCapabilities>;
}
