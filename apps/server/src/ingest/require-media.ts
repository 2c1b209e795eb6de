import { mediaTypeOf } from '@keepsake/protocol';
import { ServerError } from '../errors/server-error.ts';

/**
 * What a file is, by its name's extension.
 *
 * @param only the one kind that is taken here
 * @throws ServerError unsupported-file-type
 */
export function requireMedia(fileName: string, only?: 'video'): 'image' | 'video' {
  const media = mediaTypeOf(fileName);
  if (media !== undefined && (only === undefined || media.kind === only)) return media.kind;
  const extension = /\.[^.]{1,16}$/.exec(fileName)?.[0];
  throw new ServerError(
    'unsupported-file-type',
    extension === undefined
      ? 'The file name has no extension, which tells photos from videos.'
      : `Files of type ${extension} are not taken here.`,
  );
}
