import type { IconName } from '../icons/AppIcon.tsx';

/** The four places that are always one touch away. */
export const PLACES = [
  { key: 'backup', href: '/', icon: 'shield-check-outline', activeIcon: 'shield-check' },
  { key: 'albums', href: '/albums', icon: 'image-multiple-outline', activeIcon: 'image-multiple' },
  { key: 'activity', href: '/activity', icon: 'chart-box-outline', activeIcon: 'poll' },
  { key: 'settings', href: '/settings', icon: 'cog-outline', activeIcon: 'cog' },
] as const satisfies readonly {
  readonly key: string;
  readonly href: string;
  readonly icon: IconName;
  readonly activeIcon: IconName;
}[];

export type Place = (typeof PLACES)[number];

/** The place that a path belongs to: what is opened from Backup is still there. */
export function placeOf(pathname: string): Place {
  return PLACES.find(({ href }) => href === pathname) ?? PLACES[0];
}

/** Whether the bar is shown: at the four places, not on what is opened from them. */
export function isPlace(pathname: string): boolean {
  return PLACES.some(({ href }) => href === pathname);
}

/** Whether the path is of the first run, which has its own way through. */
export function isFirstRun(pathname: string): boolean {
  return pathname === '/welcome' || pathname.startsWith('/welcome/');
}
