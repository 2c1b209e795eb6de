import { createHash } from 'node:crypto';
import { FRONT_PAGE_WORDS, type FrontPageLanguage, type FrontPageWords } from './front-page-words.ts';

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
code { direction: ltr; unicode-bidi: isolate; font: .9em/1.6 ui-monospace, monospace; }
a { direction: ltr; unicode-bidi: isolate; color: var(--safe); }
.running { color: var(--safe); font-weight: 600; }
.quiet { margin-top: 2rem; color: var(--quiet); }
`;

/** The page in one language. It says nothing of this server but that it runs. Pure. */
export function renderFrontPage(language: FrontPageLanguage): string {
  const words: FrontPageWords = FRONT_PAGE_WORDS[language];
  return `<!doctype html>
<html lang="${language}" dir="${words.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Keepsake</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<p class="running">${words.running}</p>
<h1>${words.title}</h1>
<p>${words.what}</p>
<h2>${words.started}</h2>
<p>${words.whereStarted}</p>
<h2>${words.elsewhere}</h2>
<p>${words.howElsewhere}</p>
<pre dir="ltr" tabindex="0"><code>npm run -s keepsake -- login ${words.address}
npm run -s keepsake -- ui</code></pre>
<p class="quiet">${words.api}</p>
</main>
</body>
</html>
`;
}

/** Its content security policy: nothing but its own style, known by what it is. */
export const FRONT_PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
