import type { Clock } from '@keepsake/engine';
import { filesOf, type PhoneAsset, type PhoneFile } from './phone-asset.ts';

/**
 * `file`: each part has a date of its own, which an edit may leave as it is. `asset`: as the libraries of phones tell it, the parts of
 * an asset share one date, which on iOS every edit moves.
 */
export type DatesOf = 'file' | 'asset';

/** Moves the date of a part, and where they share one that of the others, to now; always to a later one. */
export function moveDate(
  asset: PhoneAsset,
  file: PhoneFile,
  { datesOf, clock }: { readonly datesOf: DatesOf; readonly clock: Pick<Clock, 'now'> },
): void {
  file.modifiedAtMs = laterThan(file.modifiedAtMs, clock);
  if (datesOf === 'file') return;
  for (const other of filesOf(asset)) other.modifiedAtMs = file.modifiedAtMs;
}

/** A clock that went back must not make the new version look like the old one. */
function laterThan(modifiedAtMs: number, clock: Pick<Clock, 'now'>): number {
  const nowMs = Math.floor(clock.now() / 1000) * 1000;
  return nowMs > modifiedAtMs ? nowMs : modifiedAtMs + 1000;
}
