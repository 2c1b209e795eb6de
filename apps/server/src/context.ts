import type { Config } from './config.ts';
import type { Commit } from './database/group-commit.ts';
import type { Database } from './database/open-database.ts';
import type { BodyTurns } from './http/body-turns.ts';
import type { UnheldUploads } from './ingest/unheld-uploads.ts';
import type { Operation } from './operation/operation.ts';
import type { Turns } from './proof/turns.ts';
import type { UploadDesk } from './resumable/upload-desk.ts';
import type { BlobStore } from './storage/blob-store.ts';

/** What the endpoints work with. Each use-case names the few of these that it needs. */
export interface Context extends Operation {
  readonly config: Config;
  readonly db: Database;
  readonly commit: Commit;
  readonly store: BlobStore;
  /** Folded paths of originals whose row is being written. */
  readonly namesInFlight: Set<string>;
  /** Uploads that hold no room in a quota. */
  readonly unheld: UnheldUploads;
  /** What requests for resumable uploads share. */
  readonly uploads: UploadDesk;
  readonly defaultQuotaBytes: number | null;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Whose turn it is to get an answer that may be as long as a library. */
  readonly answerTurns: BodyTurns;
  /** Whose turn it is to have originals read again. */
  readonly rereadTurns: Turns;
  /** Clears away now what would be cleared away within the hour. */
  readonly sweepNow: () => void;
}
