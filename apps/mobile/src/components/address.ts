import { plainName } from './plain-name.ts';
/** A path or an address is written from the left in every language. */
export function leftToRight(text: string): string {
  return `\u2066${plainName(text)}\u2069`;
}

/** The address of a server without what every address has. */
export function hostOf(url: string): string {
  return leftToRight(url.replace(/^https?:\/\//, '').replace(/\/$/, ''));
}

/** `1.2.0` is 1.2 to a person. */
export function versionOf(version: string): string {
  return /^v?(\d+\.\d+)/.exec(version)?.[1] ?? version;
}
