import type { IncomingHttpHeaders } from 'node:http';
import { UPLOAD_ASSET_HEADER, uploadAsset, type UploadAsset } from '@keepsake/protocol';
import { ServerError } from '../errors/server-error.ts';
import { parseDescription, type AssetDescription } from '../ingest/asset-description.ts';
import { requireMedia } from '../ingest/require-media.ts';

/** What will be kept once its bytes are there. */
export interface AnnouncedAsset {
  readonly kind: 'image' | 'video';
  readonly fileName: string;
  readonly description: AssetDescription;
}

/**
 * Reads what the client says of the asset, so that whatever would be refused at the end is refused at the beginning.
 *
 * @returns JSON, for {@link announcedAsset}
 * @throws ServerError missing-field, bad-field or unsupported-file-type
 */
export function readAssetHeader(headers: IncomingHttpHeaders): string {
  const given = headers[UPLOAD_ASSET_HEADER.toLowerCase()];
  if (typeof given !== 'string' || given === '')
    throw new ServerError('missing-field', `The header ${UPLOAD_ASSET_HEADER} is missing.`);
  if (!/^[\w-]+={0,2}$/.test(given)) throw malformed();
  const parsed = uploadAsset.safeParse(json(Buffer.from(given, 'base64url')));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ServerError(
      'bad-field',
      `The header ${UPLOAD_ASSET_HEADER} has a ${String(issue?.path[0] ?? 'value')} that cannot be taken (${issue?.message ?? 'not valid'}).`,
    );
  }
  const fields = JSON.stringify(parsed.data);
  announcedAsset(fields);
  return fields;
}

/** The asset of fields that {@link readAssetHeader} has read. */
export function announcedAsset(fields: string): AnnouncedAsset {
  const { fileName: filename, ...rest } = JSON.parse(fields) as UploadAsset;
  const texts = Object.entries({ ...rest, filename }).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  const description = parseDescription(new Map(texts));
  const fileName = description.fileName ?? filename;
  const kind = requireMedia(fileName);
  if (description.linkedMotionId !== undefined && kind !== 'image')
    throw new ServerError('bad-field', 'Only a photo can have a motion part.');
  return { kind, fileName, description };
}

function json(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw malformed();
  }
}

function malformed(): ServerError {
  return new ServerError('bad-field', `The header ${UPLOAD_ASSET_HEADER} is not base64url of JSON in UTF-8.`);
}
