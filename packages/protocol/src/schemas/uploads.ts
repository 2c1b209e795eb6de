import * as z from 'zod';
import { uploadFields } from './assets.ts';
import { errorBody } from './errors.ts';

/** The iteration of draft-ietf-httpbis-resumable-upload that is spoken under /uploads. */
export const UPLOAD_INTEROP_VERSION = 8;

/** The media type of what PATCH appends to an upload. */
export const PARTIAL_UPLOAD = 'application/partial-upload';

/** The header that creates an upload's asset: base64url of {@link uploadAsset} as JSON in UTF-8. */
export const UPLOAD_ASSET_HEADER = 'X-Keepsake-Asset';

/** What is said of an asset whose bytes come by resumable upload: the fields of POST /assets, and the file's name. */
export const uploadAsset = uploadFields.omit({ filename: true, fileSize: true }).extend({
  fileName: z.string().min(1).max(4096),
  isFavorite: z.union([z.boolean(), z.enum(['true', 'false'])]).optional(),
  /** A number is milliseconds. */
  duration: z.union([uploadFields.shape.duration, z.number().int().min(0).max(1e12)]),
});
export type UploadAsset = z.infer<typeof uploadAsset>;

/**
 * What the fields of the draft say of what is appended, where the client's platform speaks the draft by itself (iOS 17 and later):
 * it may write those fields for the request that it makes, and knows nothing of the upload. Both, or neither.
 */
export const appendQuery = z
  .object({
    /** `Upload-Offset`. */
    offset: z.string().regex(/^\d{1,15}$/),
    /** `Upload-Complete`. */
    complete: z.enum(['true', 'false']),
  })
  .partial();
export type AppendQuery = z.infer<typeof appendQuery>;

/** Every error of /uploads, as `application/problem+json` (RFC 9457): the body of all errors, and a problem's members. */
export const problemBody = errorBody.extend({
  /** A problem type of the draft, or `about:blank`. */
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  /** Of a mismatching offset. */
  'expected-offset': z.number().int().optional(),
  'provided-offset': z.number().int().optional(),
});
export type ProblemBody = z.infer<typeof problemBody>;
