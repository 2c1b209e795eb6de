import { nameBehindPlaceholder } from './cloud-files.ts';

/** What systems and other programs leave in photo folders, in lower case. */
const LITTER = new Set([
  'thumbs.db',
  'desktop.ini',
  '@eadir',
  '$recycle.bin',
  'system volume information',
  'lost+found',
]);

/** Notes that programs keep beside a photo; they are no photos, and nobody asks why they are not backed up. */
const SIDECAR = /\.(?:xmp|aae)$/i;

/**
 * Whether a file or folder of this name is no part of a photo library: hidden, litter, or a sidecar. A placeholder is what
 * it stands for.
 */
export function isIgnoredName(placedName: string): boolean {
  const name = nameBehindPlaceholder(placedName) ?? placedName;
  return name.startsWith('.') || LITTER.has(name.toLowerCase()) || SIDECAR.test(name);
}
