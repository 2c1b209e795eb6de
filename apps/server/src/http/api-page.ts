import type { FastifySwaggerUiOptions } from '@fastify/swagger-ui';

/** What the page needs of a browser: its own files, its small pictures and styles within, and to ask this server. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page on which people read the API and try it; every file of it comes from this server. */
export const apiPageOptions: FastifySwaggerUiOptions = {
  routePrefix: '/api/docs',
  staticCSP: PAGE_POLICY,
  theme: { title: 'Keepsake API' },
};
