import type { Config } from '../config.ts';
import type { CommitDeps } from '../ingest/commit-asset.ts';
import type { DiskRoom } from '../operation/disk-room.ts';
import type { PartialBlobs } from '../storage/partial-blobs.ts';
import { RunningDigests, type Algorithm } from './digests.ts';
import type { Upload } from './upload-records.ts';
import { UploadTurns } from './upload-turns.ts';

/** So many uploads' digests are remembered between requests; of any other the bytes are read once more at its end. */
const MAX_REMEMBERED = 1000;

/** What requests for resumable uploads share. The data folder belongs to one process, and so may this. */
export class UploadDesk {
  readonly partials: PartialBlobs;
  readonly turns = new UploadTurns();
  readonly #digests = new Map<string, RunningDigests>();

  constructor(partials: PartialBlobs) {
    this.partials = partials;
  }

  /** The digests of an upload's first bytes: of as many of its `sizeBytes` as were seen here, which may be none. */
  digestsOf(upload: Upload, sizeBytes: number): RunningDigests {
    const known = this.#digests.get(upload.id);
    // Digests that saw bytes which never came to lie on the disk are digests of something else.
    const digests =
      known !== undefined && known.sizeBytes <= sizeBytes
        ? known
        : new RunningDigests(['sha', ...upload.wanted, ...(Object.keys(upload.expected) as Algorithm[])]);
    // Those that were used last are remembered longest.
    this.#digests.delete(upload.id);
    this.#digests.set(upload.id, digests);
    const [oldest] = this.#digests.keys();
    if (this.#digests.size > MAX_REMEMBERED && oldest !== undefined) this.#digests.delete(oldest);
    return digests;
  }

  forgetDigests(id: string): void {
    this.#digests.delete(id);
  }
}

/** What the use-cases of resumable uploads work with. */
export interface UploadDeps extends CommitDeps {
  readonly config: Pick<Config, 'uploadMaxAgeMs'>;
  readonly room: DiskRoom;
  readonly uploads: UploadDesk;
}

/** When an upload expires that shows life now. */
export function expiryFromNow(deps: Pick<UploadDeps, 'config' | 'now'>): Date {
  return new Date(deps.now().getTime() + deps.config.uploadMaxAgeMs);
}
