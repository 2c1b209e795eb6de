import * as download from '../schemas/download.ts';
import * as trash from '../schemas/trash.ts';
import { archive } from './archive-answer.ts';
import { needs, type Route } from './route.ts';

/** The trash, and downloads of many assets at once. */
export const trashAndDownloadRoutes = {
  listTrash: {
    method: 'GET',
    path: '/trash/assets',
    summary: 'What lies in the trash, page by page.',
    access: needs('asset.read'),
    query: trash.listTrashQuery,
    answers: { 200: trash.listTrashAnswer },
  },
  restoreAssets: {
    method: 'POST',
    path: '/trash/restore/assets',
    summary: 'Take assets out of the trash; all of them or none.',
    access: needs('asset.delete'),
    body: trash.restoreAssetsBody,
    answers: { 200: trash.trashCountAnswer },
    errors: ['not-found'],
  },
  restoreTrash: {
    method: 'POST',
    path: '/trash/restore',
    summary: 'Take everything out of the trash.',
    access: needs('asset.delete'),
    answers: { 200: trash.trashCountAnswer },
  },
  emptyTrash: {
    method: 'POST',
    path: '/trash/empty',
    summary: 'Delete for good what lies in the trash.',
    access: needs('asset.delete'),
    answers: { 200: trash.trashCountAnswer },
  },
  downloadInfo: {
    method: 'POST',
    path: '/download/info',
    summary: 'How large a download is, and how to cut it into archives.',
    access: needs('asset.download'),
    body: download.downloadInfoBody,
    answers: { 200: download.downloadInfoAnswer },
    errors: ['not-found'],
  },
  downloadArchive: {
    method: 'POST',
    path: '/download/archive',
    summary: 'The originals of these assets as a ZIP, streamed.',
    access: needs('asset.download'),
    body: download.downloadArchiveBody,
    answers: { 200: archive },
    errors: ['not-found', 'original-missing', 'original-damaged'],
  },
} as const satisfies Record<string, Route>;
