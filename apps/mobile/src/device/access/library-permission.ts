import { BackupError } from '@keepsake/engine';
import { nativeEnum } from '../system/native-enum.ts';
import type { PhoneMedia } from '../library/phone-media.ts';
import { MEDIA } from '../library/phone-media.ts';

/** Which photos the app may see; `unasked`: the system's question was not put yet. */
export type Granted = 'unasked' | 'all' | 'limited' | 'denied';

type Permissions = Pick<PhoneMedia, 'getPermissionsAsync'>;
type Answer = Awaited<ReturnType<Permissions['getPermissionsAsync']>>;

async function readPermission(media: Permissions): Promise<Granted> {
  return grantedBy(await media.getPermissionsAsync(false, [...MEDIA]));
}

/** What an answer of the system says. A person who picked some photos counts as having granted it, on iOS and on Android 14. */
export function grantedBy({ granted, accessPrivileges, status }: Answer): Granted {
  if (accessPrivileges === 'limited') return 'limited';
  if (granted) return 'all';
  return status === nativeEnum<Answer['status']>('undetermined') ? 'unasked' : 'denied';
}

/** @throws BackupError library-permission-lost */
export async function requirePermission(media: Permissions): Promise<'all' | 'limited'> {
  const granted = await readPermission(media).catch(() => 'denied' as const);
  if (granted === 'all' || granted === 'limited') return granted;
  throw new BackupError('library-permission-lost', 'Keepsake may not see the photos of this device.');
}
