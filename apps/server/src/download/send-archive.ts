import { create as contentDisposition } from 'content-disposition';
import { ServerError } from '../errors/server-error.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FOREIGN_FILE_HEADERS } from '../http/foreign-file-headers.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { safeName } from '../storage/safe-name.ts';
import { archiveFiles, type ArchiveFile } from './archive-files.ts';
import type { Download } from './downloads.ts';
import { NOT_INCLUDED_NAME, notIncludedText, type LeftOut } from './not-included.ts';
import { findLost } from './open-original.ts';
import { createZipArchive } from './zip-archive.ts';

interface ArchiveCall {
  readonly context: { readonly store: BlobStore; readonly now: () => Date };
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/**
 * Answers with a ZIP of all these files, streamed. Whether they are there is looked at first: an archive that breaks off
 * can no longer say why. What is lost or damaged does not keep people from the rest: it is named in a file beside that.
 *
 * @param name the archive's, without `.zip`
 * @throws ServerError original-missing or original-damaged when nothing is left
 */
export async function sendArchive(
  downloads: readonly Download[],
  name: string,
  { context, request, reply }: ArchiveCall,
): Promise<null> {
  const { store } = context;
  const { whole, leftOut } = await sort(store, archiveFiles(downloads));
  const note =
    leftOut.length === 0
      ? undefined
      : { name: NOT_INCLUDED_NAME, text: notIncludedText(leftOut), modifiedAt: context.now() };
  const { stem, extension } = safeName(name);
  reply.headers({
    ...FOREIGN_FILE_HEADERS,
    'content-type': 'application/zip',
    'content-disposition': contentDisposition(`${stem}${extension}.zip`),
  });
  const archive = createZipArchive(store, whole, note);
  const isHead = request.method === 'HEAD';
  if (isHead) archive.stream.destroy();
  await reply.header('content-length', archive.sizeBytes).send(isHead ? undefined : archive.stream);
  return null;
}

async function sort(store: BlobStore, files: readonly ArchiveFile[]) {
  const lost = await findLost(store, files);
  const leftOut = files.flatMap((file): LeftOut[] => {
    if (lost.has(file)) return [{ file, why: 'lost' }];
    return file.isDamaged ? [{ file, why: 'damaged' }] : [];
  });
  const [first] = leftOut;
  if (first !== undefined && leftOut.length === files.length)
    throw new ServerError(first.why === 'lost' ? 'original-missing' : 'original-damaged');
  const missed = new Set(leftOut.map(({ file }) => file));
  return { whole: files.filter((file) => !missed.has(file)), leftOut };
}
