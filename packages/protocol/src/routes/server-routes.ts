import * as server from '../schemas/server.ts';
import { type Route } from './route.ts';

/** What the server says of itself. */
export const serverRoutes = {
  ping: {
    method: 'GET',
    path: '/server/ping',
    summary: 'Is a server here?',
    access: 'public',
    answers: { 200: server.pingAnswer },
  },
  version: {
    method: 'GET',
    path: '/server/version',
    summary: 'The level of the Immich API that is spoken.',
    access: 'public',
    answers: { 200: server.versionAnswer },
  },
  features: {
    method: 'GET',
    path: '/server/features',
    summary: 'What this server can do; `keepsake` is what goes beyond Immich.',
    access: 'public',
    answers: { 200: server.featuresAnswer },
  },
  config: {
    method: 'GET',
    path: '/server/config',
    summary: 'What a client shows before sign-in.',
    access: 'public',
    answers: { 200: server.configAnswer },
  },
  about: {
    method: 'GET',
    path: '/server/about',
    summary: "The server's own version.",
    access: 'signed-in',
    answers: { 200: server.aboutAnswer },
  },
  mediaTypes: {
    method: 'GET',
    path: '/server/media-types',
    summary: 'File name extensions that are accepted.',
    access: 'public',
    answers: { 200: server.mediaTypesAnswer },
  },
  storage: {
    method: 'GET',
    path: '/server/storage',
    summary: 'Size of the disk that keeps the originals.',
    access: 'signed-in',
    answers: { 200: server.storageAnswer },
  },
} as const satisfies Record<string, Route>;
