import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

const STYLE = `
:root { color-scheme: light dark; --ground: #f5f6f4; --card: #fff; --inset: #e9edea; --text: #16201d; --quiet: #55615c; --safe: #0b6b5c; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #0f1312; --card: #181e1c; --inset: #222a27; --text: #e8eeeb; --quiet: #a3b0aa; --safe: #6fcdb9; }
}
* { box-sizing: border-box; }
body { margin: 0; padding: 6vh 1rem; background: var(--ground); color: var(--text); font: 1rem/1.6 system-ui, sans-serif; }
main { max-width: 40rem; margin: 0 auto; padding: 2rem clamp(1.25rem, 6vw, 3rem); background: var(--card); border-radius: 1.25rem; }
h1 { margin: 0 0 .5rem; font-size: 1.75rem; line-height: 1.25; }
h2 { margin: 2rem 0 .25rem; font-size: 1.1rem; }
p { margin: .5rem 0; }
pre { margin: .75rem 0; padding: .75rem 1rem; overflow-x: auto; background: var(--inset); border-radius: .75rem; }
code { font: .9em/1.6 ui-monospace, monospace; }
a { color: var(--safe); }
.running { color: var(--safe); font-weight: 600; }
.quiet { margin-top: 2rem; color: var(--quiet); }
`;

/** The same for whoever asks: it says nothing of this server but that it runs. */
const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Keepsake</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<p class="running">Running</p>
<h1>This is a Keepsake server</h1>
<p>It keeps the photos and videos that its people back up to it. You see them in the app, which runs on the computer that you back up from.</p>
<h2>Started with <code>npm start</code></h2>
<p>The app is in the browser of that computer. Its address stands in the window in which it was started.</p>
<h2>On any other computer, or with a server on its own</h2>
<p>In the folder of Keepsake, sign in once, with the address of this page in place of ADDRESS. Then open the app.</p>
<pre tabindex="0"><code>npm run -s keepsake -- login ADDRESS
npm run -s keepsake -- ui</code></pre>
<p class="quiet">For programs, the API is described at <a href="/api/docs">/api/docs</a>.</p>
</main>
</body>
</html>
`;

/** Nothing but the page's own style, known by what it is. */
const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Answers who opens the server's address in a browser with what this is, and where the app is. */
export function registerFrontPage(app: FastifyInstance): void {
  app.route({
    method: ['GET', 'HEAD'],
    url: '/',
    schema: { hide: true },
    handler: (_request, reply) =>
      reply.header('content-security-policy', PAGE_POLICY).type('text/html; charset=utf-8').send(PAGE),
  });
}
