import { create as contentDisposition } from 'content-disposition';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FOREIGN_FILE_HEADERS } from '../http/foreign-file-headers.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { safeName } from '../storage/safe-name.ts';
import { archiveFiles } from './archive-files.ts';
import type { Download } from './downloads.ts';
import { requireOriginals } from './open-original.ts';
import { createZipArchive } from './zip-archive.ts';

/**
 * Answers with a ZIP of all these files, streamed. Whether they are there is looked at first: an archive that breaks off
 * can no longer say why.
 *
 * @param name the archive's, without `.zip`
 * @throws ServerError original-missing
 */
export async function sendArchive(
  store: BlobStore,
  downloads: readonly Download[],
  name: string,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): Promise<null> {
  const files = archiveFiles(downloads);
  await requireOriginals(store, files);
  const { stem, extension } = safeName(name);
  reply.headers({
    ...FOREIGN_FILE_HEADERS,
    'content-type': 'application/zip',
    'content-disposition': contentDisposition(`${stem}${extension}.zip`),
  });
  if (request.method === 'HEAD') {
    await reply.send();
    return null;
  }
  const archive = createZipArchive(store, files);
  await reply.header('content-length', archive.sizeBytes).send(archive.stream);
  return null;
}
