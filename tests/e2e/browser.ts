import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import bundled from '@sparticuz/chromium';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** Of what the Chromium from npm would be started with: one process for all, and no same-origin policy, are not what people have. */
const UNLIKE_PEOPLES: ReadonlySet<string> = new Set(['--single-process', '--disable-web-security']);
const ARGS = bundled.args.filter((arg) => !UNLIKE_PEOPLES.has(arg));

/**
 * Opens a real Chromium without a window: the system's where there is one, else the one that npm installed. The caller
 * closes it. `how` is what is otherwise than usual.
 */
export async function openBrowser({ args = [], ...how }: LaunchOptions = {}): Promise<Browser> {
  const executablePath = findSystemChromium(process.env['PATH'] ?? '') ?? (await bundled.executablePath());
  return chromium.launch({ executablePath, args: [...ARGS, ...args], headless: true, ...how });
}

/** The first Chromium on the path, if there is one. */
export function findSystemChromium(path: string): string | undefined {
  return path
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
