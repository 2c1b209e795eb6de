import * as assets from '../schemas/assets.ts';
import * as trash from '../schemas/trash.ts';
import * as verify from '../schemas/verify.ts';
import { byId, needs, type Route } from './route.ts';

const FILE_HEADERS = {
  'Content-Type': "By the name's extension.",
  'Content-Length': 'In bytes.',
  'Content-Disposition': "The file's name.",
  'Accept-Ranges': '`bytes`',
  ETag: 'The SHA-1 in hex, in quotes; not of a file that is known to be damaged.',
  'Last-Modified': 'When the file was modified; likewise.',
};

/** Assets: asked about, uploaded, read and deleted. */
export const assetRoutes = {
  exist: {
    method: 'POST',
    path: '/assets/exist',
    summary: 'Which of these device asset ids has this device uploaded already?',
    access: needs('asset.upload'),
    body: assets.existBody,
    answers: { 200: assets.existAnswer },
  },
  bulkCheck: {
    method: 'POST',
    path: '/assets/bulk-upload-check',
    summary: 'Which of these checksums does this user have already?',
    access: needs('asset.upload'),
    body: assets.bulkCheckBody,
    answers: { 200: assets.bulkCheckAnswer },
  },
  verifyAssets: {
    method: 'POST',
    path: '/assets/verify',
    summary:
      'Are these kept? Looks at the disk or, with `deep`, has the bytes read again. At most 5,000 ids and checksums together, and 1,000 with `deep`.',
    access: needs('asset.read'),
    body: verify.verifyBody,
    answers: { 200: verify.verifyAnswer },
  },
  upload: {
    method: 'POST',
    path: '/assets',
    summary: 'Upload one asset (multipart/form-data, streamed).',
    access: needs('asset.upload'),
    headers: {
      'x-immich-checksum': {
        words:
          'SHA-1 of `assetData`, as 40 hex digits or 28 characters of base64; compared with what arrives.',
      },
    },
    answers: { 200: assets.uploadAnswer, 201: assets.uploadAnswer },
    errors: [
      'unsupported-media-type',
      'bad-multipart',
      'missing-field',
      'bad-field',
      'missing-file',
      'too-many-files',
      'empty-file',
      'unsupported-file-type',
      'truncated-body',
      'checksum-mismatch',
      'quota-exceeded',
      'disk-full',
    ],
  },
  statistics: {
    method: 'GET',
    path: '/assets/statistics',
    summary: 'How many images and videos this user keeps.',
    access: needs('asset.statistics'),
    query: assets.statisticsQuery,
    answers: { 200: assets.statisticsAnswer },
  },
  readAsset: {
    method: 'GET',
    path: '/assets/{id}',
    summary: 'One asset.',
    access: needs('asset.read'),
    params: byId,
    answers: { 200: assets.assetAnswer },
  },
  readOriginal: {
    method: 'GET',
    path: '/assets/{id}/original',
    summary: 'The original, byte for byte; ranges are honoured.',
    access: needs('asset.download'),
    params: byId,
    query: assets.readOriginalQuery,
    headers: {
      Range: { words: 'One range of bytes; of several, or none that is understood, all bytes come.' },
      'If-Range': { words: 'The ETag for which Range counts.' },
      'If-Match': { words: 'ETags; any other is answered with 412.' },
      'If-None-Match': { words: 'ETags that need not be sent again (304).' },
      'If-Modified-Since': { words: 'As If-None-Match, by time.' },
      'If-Unmodified-Since': { words: 'As If-Match, by time.' },
    },
    answers: {
      200: { words: 'All bytes.', body: 'application/octet-stream', headers: FILE_HEADERS },
      206: {
        words: 'The bytes of the range.',
        body: 'application/octet-stream',
        headers: { ...FILE_HEADERS, 'Content-Range': '`bytes first-last/all`' },
      },
      304: { words: 'Nothing new.', body: null, headers: { ETag: FILE_HEADERS.ETag } },
    },
    errors: ['precondition-failed', 'range-not-satisfiable', 'original-missing', 'original-damaged'],
  },
  deleteAssets: {
    method: 'DELETE',
    path: '/assets',
    summary: 'Move assets to the trash, or delete them for good; all of them or none.',
    access: needs('asset.delete'),
    body: trash.deleteAssetsBody,
    answers: { 204: null },
    errors: ['not-found'],
  },
} as const satisfies Record<string, Route>;
