import type { BackupController } from '@keepsake/engine';

/** A controller over a device and a server of its own, both as real as where it runs. */
export interface ControllerWorld {
  readonly controller: BackupController;
  /** Puts a photo into an album of the device, which is made when missing. File names are unique. */
  addPhoto(fileName: string, albumName: string, content: Uint8Array): Promise<void>;
  /** Makes the server keep its answers to itself, until the returned function is called. */
  holdServer(): Promise<() => void>;
  close(): Promise<void>;
}
