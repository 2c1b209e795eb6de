import type { FastifyInstance } from 'fastify';
import Negotiator from 'negotiator';
import { FRONT_PAGE_WORDS, type FrontPageLanguage } from './front-page-words.ts';
import { FRONT_PAGE_POLICY, renderFrontPage } from './render-front-page.ts';

const LANGUAGES = Object.keys(FRONT_PAGE_WORDS) as readonly FrontPageLanguage[];

/** Answers who opens the server's address in a browser with what this is, and where the app is, in a language that they read. */
export function registerFrontPage(app: FastifyInstance): void {
  const pages = new Map(LANGUAGES.map((language) => [language as string, renderFrontPage(language)]));
  const english = renderFrontPage('en');
  app.route({
    method: ['GET', 'HEAD'],
    url: '/',
    schema: { hide: true },
    handler: ({ headers }, reply) => {
      const language = new Negotiator({ headers }).language(LANGUAGES) ?? 'en';
      return reply
        .header('content-security-policy', FRONT_PAGE_POLICY)
        .header('content-language', language)
        .header('vary', 'Accept-Language')
        .type('text/html; charset=utf-8')
        .send(pages.get(language) ?? english);
    },
  });
}
