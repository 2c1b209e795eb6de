import type { PermissionResponse } from 'expo-media-library';
import type { PhoneMedia } from '../library/phone-media.ts';
import { nativeEnum } from '../system/native-enum.ts';

type Asking = Pick<PhoneMedia, 'getPermissionsAsync' | 'requestPermissionsAsync'>;

/** What lets an app of Android 13 and later see all photos and videos; the place of a photo is a permission of its own. */
const ALL = ['android.permission.READ_MEDIA_IMAGES', 'android.permission.READ_MEDIA_VIDEO'] as const;

/**
 * The questions of expo-media-library on Android, of which the place of photos is a part. Where it alone is missing, Android 14's answer is taken
 * for that of a person who picked some photos, who would be sent to settings in which all is allowed. It is one that is to be asked for again, as on
 * earlier phones: no original may be read without its place.
 */
export function askingForPlaces(
  { getPermissionsAsync, requestPermissionsAsync }: Asking,
  isGranted: (permission: (typeof ALL)[number]) => Promise<boolean>,
): Asking {
  const understood = async (answer: PermissionResponse): Promise<PermissionResponse> => {
    if (answer.accessPrivileges !== 'limited') return answer;
    const seesAll = (await Promise.all(ALL.map(isGranted))).every(Boolean);
    if (!seesAll) return answer;
    const status = nativeEnum<PermissionResponse['status']>('undetermined');
    return { ...answer, granted: false, canAskAgain: true, accessPrivileges: 'none', status };
  };
  return {
    getPermissionsAsync: async (...args) => understood(await getPermissionsAsync(...args)),
    requestPermissionsAsync: async (...args) => understood(await requestPermissionsAsync(...args)),
  };
}
