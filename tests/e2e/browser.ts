import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import bundled from '@sparticuz/chromium';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** Meant for where no process may be started; with it the whole browser may end with the first window that is closed. */
const SINGLE_PROCESS = '--single-process';

/**
 * Opens a real Chromium without a window: the system's where there is one, else the one that npm installed. The caller
 * closes it. `how` is what is otherwise than usual.
 */
export async function openBrowser(how: LaunchOptions = {}): Promise<Browser> {
  const system = findSystemChromium(process.env['PATH'] ?? '');
  return system === undefined
    ? chromium.launch({
        executablePath: await bundled.executablePath(),
        args: bundled.args.filter((arg) => arg !== SINGLE_PROCESS),
        headless: true,
        ...how,
      })
    : chromium.launch({ executablePath: system, args: ['--no-sandbox'], headless: true, ...how });
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
