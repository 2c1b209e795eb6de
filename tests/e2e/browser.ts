import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import bundled from '@sparticuz/chromium';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** Letters are drawn the same on every machine, and without the imitation of a graphics card, which costs a third of the time. */
const ARGS = ['--no-sandbox', '--no-zygote', '--disable-gpu', '--font-render-hinting=none'];

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
