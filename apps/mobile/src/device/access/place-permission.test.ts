import type { PermissionResponse } from 'expo-media-library';
import { describe, expect, it } from 'vitest';
import { nativeEnum } from '../system/native-enum.ts';
import { PhoneLibraryAccess } from './library-access.ts';
import { grantedBy, requirePermission } from './library-permission.ts';
import { askingForPlaces } from './place-permission.ts';

const IMAGES = 'android.permission.READ_MEDIA_IMAGES';
const VIDEO = 'android.permission.READ_MEDIA_VIDEO';
const SELECTED = 'android.permission.READ_MEDIA_VISUAL_USER_SELECTED';
const PLACE = 'android.permission.ACCESS_MEDIA_LOCATION';

/** Android 14 with these permissions, and what expo-media-library's Kotlin answers then. */
function openAndroid(...given: readonly string[]) {
  const permissions = new Set(given);
  const questions: string[] = [];
  const answer = async (): Promise<PermissionResponse> => {
    const seesAll = [IMAGES, VIDEO, PLACE].every((name) => permissions.has(name));
    const granted = seesAll || permissions.has(SELECTED);
    return {
      granted,
      canAskAgain: true,
      expires: 'never',
      accessPrivileges: seesAll ? 'all' : granted ? 'limited' : 'none',
      status: nativeEnum<PermissionResponse['status']>(granted ? 'granted' : 'denied'),
    };
  };
  const media = askingForPlaces(
    {
      getPermissionsAsync: answer,
      async requestPermissionsAsync() {
        questions.push('permission');
        // Of a group that is granted the rest is, too, without a question.
        if (permissions.has(IMAGES)) permissions.add(PLACE);
        return answer();
      },
    },
    async (permission) => permissions.has(permission),
  );
  return { media, questions };
}

describe('the place of photos', () => {
  it('is asked for again where it alone is missing, and that is called no selection', async () => {
    const { media, questions } = openAndroid(IMAGES, VIDEO, SELECTED);
    expect(grantedBy(await media.getPermissionsAsync())).toBe('unasked');
    await expect(requirePermission(media)).rejects.toMatchObject({ code: 'library-permission-lost' });
    const access = new PhoneLibraryAccess({
      media: {
        ...media,
        presentPermissionsPicker: async () => void questions.push('which photos'),
        addListener: () => ({ remove: () => undefined }),
      },
      openSettings: async () => questions.push('settings'),
    });
    expect(await access.ask()).toEqual({ kind: 'photos', granted: 'all' });
    expect(questions).toEqual(['permission']);
  });

  it.each([
    ['all', [IMAGES, VIDEO, SELECTED, PLACE]],
    ['limited', [SELECTED, PLACE]],
    ['limited', [SELECTED]],
    ['denied', []],
  ] as const)('changes no other answer: %s', async (granted, permissions) => {
    const { media } = openAndroid(...permissions);
    expect(grantedBy(await media.getPermissionsAsync())).toBe(granted);
    expect(grantedBy(await media.requestPermissionsAsync())).toBe(granted);
  });
});
