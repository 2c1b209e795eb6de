import { spawn } from 'node:child_process';

/** Shows a page in the person's browser, where there is one. Never fails, and waits for nothing. */
export function openBrowser(url: string, platform: NodeJS.Platform): void {
  const [program, ...words] = commandOf(url, platform);
  const child = spawn(program, words, { stdio: 'ignore', detached: true });
  child.once('error', () => undefined);
  child.unref();
}

function commandOf(url: string, platform: NodeJS.Platform): [string, ...string[]] {
  switch (platform) {
    case 'darwin':
      return ['open', url];
    case 'win32':
      return ['rundll32', 'url.dll,FileProtocolHandler', url];
    default:
      return ['xdg-open', url];
  }
}
