import type { Chapter } from '../suite/conformance-test.ts';
import { contentCodings, transferCodings } from './codings.ts';
import { completeness } from './completeness.ts';
import { concurrency } from './concurrency.ts';
import { draftVersion } from './draft-version.ts';
import { contentDigests, representationDigests } from './integrity-digests.ts';
import { interruption } from './interruption.ts';
import { length } from './length.ts';
import { limits } from './limits.ts';
import { offset } from './offset.ts';
import { offsetRetrieval } from './offset-retrieval.ts';
import { problemTypes } from './problem-types.ts';
import { securityConsiderations } from './security-considerations.ts';
import { statusCode104 } from './status-code-104.ts';
import { uploadAppend } from './upload-append.ts';
import { uploadAppendBounds } from './upload-append-bounds.ts';
import { uploadCancellation } from './upload-cancellation.ts';
import { uploadCreation } from './upload-creation.ts';
import { uploadResource } from './upload-resource.ts';

/** All tests, in the order of the draft. */
export const CHAPTERS: readonly Chapter[] = [
  uploadResource,
  offset,
  completeness,
  length,
  limits,
  uploadCreation,
  interruption,
  offsetRetrieval,
  uploadAppend,
  uploadAppendBounds,
  uploadCancellation,
  concurrency,
  statusCode104,
  problemTypes,
  contentCodings,
  transferCodings,
  representationDigests,
  contentDigests,
  securityConsiderations,
  draftVersion,
];
