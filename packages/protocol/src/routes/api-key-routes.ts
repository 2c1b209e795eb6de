import * as z from 'zod';
import * as auth from '../schemas/auth.ts';
import { byId, needs, type Route } from './route.ts';

/** API keys. */
export const apiKeyRoutes = {
  createApiKey: {
    method: 'POST',
    path: '/api-keys',
    summary: 'Create an API key; its secret is shown this once.',
    access: needs('apiKey.create'),
    body: auth.createApiKeyBody,
    answers: { 201: auth.createApiKeyAnswer },
  },
  listApiKeys: {
    method: 'GET',
    path: '/api-keys',
    summary: "This user's API keys.",
    access: needs('apiKey.read'),
    answers: { 200: z.array(auth.apiKeyAnswer) },
  },
  myApiKey: {
    method: 'GET',
    path: '/api-keys/me',
    summary: 'The API key of this very request.',
    access: 'signed-in',
    answers: { 200: auth.apiKeyAnswer },
    errors: ['bad-request'],
  },
  readApiKey: {
    method: 'GET',
    path: '/api-keys/{id}',
    summary: 'One API key.',
    access: needs('apiKey.read'),
    params: byId,
    answers: { 200: auth.apiKeyAnswer },
  },
  updateApiKey: {
    method: 'PUT',
    path: '/api-keys/{id}',
    summary: 'Rename an API key, or change what it may do.',
    access: needs('apiKey.update'),
    params: byId,
    body: auth.updateApiKeyBody,
    answers: { 200: auth.apiKeyAnswer },
  },
  deleteApiKey: {
    method: 'DELETE',
    path: '/api-keys/{id}',
    summary: 'Revoke an API key.',
    access: needs('apiKey.delete'),
    params: byId,
    answers: { 204: null },
  },
} as const satisfies Record<string, Route>;
