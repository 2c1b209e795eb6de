/** What a session's owner knows a device by. Short, printable, and what the device claims: nothing to rely on. */
export interface Device {
  /** Such as `Firefox` or `keepsake`; empty when unknown. */
  readonly type: string;
  /** Such as `Android`; empty when unknown. */
  readonly os: string;
}

const MAX_READ = 512;
const MAX_NAME = 40;

/** In order: a browser also names those that it wants to be taken for. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bVersion\/.*\bSafari\//, 'Safari'],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Android/i, 'Android'],
  [/\b(?:iPhone|iPod|iOS)\b/, 'iOS'],
  [/\biPad(?:OS)?\b/, 'iPadOS'],
  [/\b(?:Macintosh|macOS|darwin)\b/i, 'macOS'],
  [/\b(?:Windows|win32)\b/i, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\blinux\b/i, 'Linux'],
];

/** Reads a User-Agent, which is whatever the client likes to send. */
export function deviceOf(userAgent: string | undefined): Device {
  const text = (userAgent ?? '').slice(0, MAX_READ);
  const browser = text.startsWith('Mozilla/') ? nameIn(BROWSERS, text) : undefined;
  return { type: browser ?? programName(text), os: nameIn(SYSTEMS, text) ?? '' };
}

function nameIn(names: readonly (readonly [RegExp, string])[], text: string): string | undefined {
  return names.find(([pattern]) => pattern.test(text))?.[1];
}

/** A program names itself first: `Immich_Android_1.2`, `keepsake/1.0`, `Dart/3.5 (dart:io)`. */
function programName(text: string): string {
  const [name = ''] = text.split(/[/(;]/);
  return name
    .replace(/[^\x20-\x7e]/g, '')
    .trim()
    .slice(0, MAX_NAME);
}
