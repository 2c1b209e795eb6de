import type { ArrivedBlob } from './blob-store.ts';

/** A file on the volume of the originals that {@link DiskBlobStore} can give a name there. */
export abstract class DiskArrivedBlob implements ArrivedBlob {
  abstract readonly file: string;
  /** Whether the file stays under its own name too where the disk has links, until its owner removes it. */
  abstract readonly keepsFile: boolean;
  abstract readonly sizeBytes: number;
  abstract checksum(): string;
  abstract discard(): Promise<void>;
  /** Makes the bytes durable; they do not change any more. May be repeated. */
  abstract seal(modifiedAt: Date): Promise<void>;
  abstract markCommitted(): void;
}
