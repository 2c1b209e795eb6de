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

/** The place that a path is; undefined: it is what is opened from one. */
export function placeAt(pathname: string): Place | undefined {
  return PLACES.find(({ href }) => href === pathname);
}

/** The place that a path belongs to: the one that it was opened from; where nobody saw that, Albums for what is in one, Settings for the password, else Backup. */
export function placeOf(pathname: string, from: Place | undefined, isOfAlbum: boolean): Place {
  const home = isOfAlbum ? 'albums' : pathname === '/password' ? 'settings' : 'backup';
  const fallback = PLACES.find(({ key }) => key === home);
  return placeAt(pathname) ?? from ?? fallback ?? PLACES[0];
}

/** Whether the path is of the first run, which has its own way through. */
export function isFirstRun(pathname: string): boolean {
  return pathname === '/welcome' || pathname.startsWith('/welcome/');
}
