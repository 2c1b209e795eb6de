import * as z from 'zod';
import * as albums from '../schemas/albums.ts';
import { id, name } from '../schemas/primitives.ts';
import { archive } from './archive-answer.ts';
import { byId, needs, type Route } from './route.ts';

/** Albums. */
export const albumRoutes = {
  listAlbums: {
    method: 'GET',
    path: '/albums',
    summary: "This user's albums.",
    access: needs('album.read'),
    query: z.object({ assetId: id.optional(), shared: z.enum(['true', 'false']).optional() }),
    answers: { 200: albums.albumsAnswer },
  },
  createAlbum: {
    method: 'POST',
    path: '/albums',
    summary: 'Create an album.',
    access: needs('album.create'),
    body: albums.createAlbumBody,
    answers: { 201: albums.albumAnswer },
  },
  readAlbum: {
    method: 'GET',
    path: '/albums/{id}',
    summary: 'One album with its assets.',
    access: needs('album.read'),
    params: byId,
    query: z.object({ withoutAssets: z.enum(['true', 'false']).optional() }),
    answers: { 200: albums.albumAnswer },
  },
  downloadAlbum: {
    method: 'GET',
    path: '/albums/{id}/archive',
    summary: 'The originals of an album as a ZIP, streamed.',
    access: needs('album.download'),
    params: byId,
    answers: { 200: archive },
    errors: ['original-missing', 'original-damaged'],
  },
  updateAlbum: {
    method: 'PATCH',
    path: '/albums/{id}',
    summary: 'Rename or describe an album; it is answered without its assets.',
    access: needs('album.update'),
    params: byId,
    body: albums.updateAlbumBody,
    answers: { 200: albums.albumAnswer },
  },
  deleteAlbum: {
    method: 'DELETE',
    path: '/albums/{id}',
    summary: 'Delete an album; its assets stay.',
    access: needs('album.delete'),
    params: byId,
    answers: { 204: null },
  },
  addToAlbum: {
    method: 'PUT',
    path: '/albums/{id}/assets',
    summary: 'Add assets to an album.',
    access: needs('albumAsset.create'),
    params: byId,
    body: albums.albumAssetIdsBody,
    answers: { 200: albums.albumAssetResults },
  },
  removeFromAlbum: {
    method: 'DELETE',
    path: '/albums/{id}/assets',
    summary: 'Take assets out of an album.',
    access: needs('albumAsset.delete'),
    params: byId,
    body: albums.albumAssetIdsBody,
    answers: { 200: albums.albumAssetResults },
  },
  addToAlbumByName: {
    method: 'POST',
    path: '/albums/{albumName}/assets',
    summary: 'Add assets to the album of this name, which is created when missing.',
    access: needs('albumAsset.create'),
    params: z.object({ albumName: name }),
    body: albums.albumByNameBody,
    answers: { 200: albums.albumAssetResults },
  },
} as const satisfies Record<string, Route>;
