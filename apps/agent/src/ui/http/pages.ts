/** Shown by an agent without screens. */
export const NO_SCREENS = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Keepsake</title>
<style>
  :root { color-scheme: light dark; }
  body { font: 1.1rem/1.6 system-ui, sans-serif; max-width: 34rem; margin: 20vh auto; padding: 0 1.5rem; }
  h1 { font-size: 1.4rem; }
</style>
<h1>The screens are not built yet</h1>
<p>Keepsake runs, but the web page that shows it is missing. Everything can be done on the command line meanwhile:
<code>keepsake --help</code>.</p>
</html>
`;
