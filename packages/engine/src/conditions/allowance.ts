import type { AssetKind } from '../model/asset.ts';
import type { Settings } from '../model/settings.ts';
import type { ConditionsState } from '../ports/conditions.ts';
import type { RunKind } from '../ports/run-lock.ts';

/** What keeps assets from being sent now (N4). */
export type Hold = 'network' | 'wi-fi' | 'power';

/** For photos and for videos: what holds them back; undefined: they may go. */
export interface Allowance {
  readonly image: Hold | undefined;
  readonly video: Hold | undefined;
}

/** Who is running, and what the person allowed for this run alone. */
export interface RunPermission {
  readonly kind: RunKind;
  /** "Back up now over mobile data" (N5). */
  readonly isOverMeteredAllowed: boolean;
}

/** Roaming and low-data mode count as metered (N2). */
export function isMetered({ network, isRoaming, isLowData }: ConditionsState): boolean {
  return network === 'metered' || (network !== 'none' && (isRoaming || isLowData));
}

/** What may be sent under these conditions (N1, N2, N5). Pure. */
export function allowanceOf(
  conditions: ConditionsState,
  settings: Settings,
  { kind, isOverMeteredAllowed }: RunPermission,
): Allowance {
  const all = (hold: Hold | undefined): Allowance => ({ image: hold, video: hold });
  if (conditions.network === 'none') return all('network');
  if (isOverMeteredAllowed) return all(undefined);
  const isBackground = kind === 'background';
  if (isBackground && settings.requireCharging && !conditions.isCharging) return all('power');
  if (!isMetered(conditions)) return all(undefined);
  if (isBackground && settings.requireUnmetered) return all('wi-fi');
  return {
    image: settings.useCellularForUploadPhotos ? undefined : 'wi-fi',
    video: settings.useCellularForUploadVideos ? undefined : 'wi-fi',
  };
}

/** What holds an asset of this kind back. What is no photo and no video is never sent. */
export function holdOf(allowance: Allowance, kind: AssetKind): Hold | undefined {
  return kind === 'video' ? allowance.video : allowance.image;
}

/** True when nothing at all may be sent. */
export function isAllHeld({ image, video }: Allowance): boolean {
  return image !== undefined && video !== undefined;
}
