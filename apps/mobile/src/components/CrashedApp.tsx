import { getLocales } from 'expo-localization';
import { Platform, Pressable, Text, useColorScheme, View } from 'react-native';
import { crashWordsOf } from '../i18n/crash-words.ts';
import { DARK, LIGHT } from '../theme/colors.ts';
import { CONTENT_WIDTH, space, TOUCH } from '../theme/layout.ts';
import { EMPHASIS, TYPE } from '../theme/type.ts';

/**
 * What is shown in the place of the whole app when what is around the screens failed: a white page would have people fear for
 * their photos. It stands alone, for anything that it used could be what failed.
 */
export function CrashedApp({ retry }: { readonly error: Error; readonly retry: () => Promise<void> }) {
  const colors = useColorScheme() === 'dark' ? DARK : LIGHT;
  const { title, detail, action, direction } = crashWordsOf(() =>
    getLocales().map(({ languageCode }) => languageCode),
  );
  const onWeb = Platform.OS === 'web' ? { dir: direction } : {};
  return (
    <View
      role="alert"
      style={{
        flex: 1,
        alignItems: 'center',
        justifyContent: 'center',
        gap: space(2),
        padding: space(3),
        backgroundColor: colors.ground,
      }}
      {...onWeb}
    >
      <Text style={[TYPE.large, { color: colors.text, textAlign: 'center', maxWidth: CONTENT_WIDTH }]}>
        {title}
      </Text>
      <Text style={[TYPE.body, { color: colors.text, textAlign: 'center', maxWidth: CONTENT_WIDTH }]}>
        {detail}
      </Text>
      <Pressable
        role="button"
        onPress={() => {
          // A page begins anew as a whole; on a phone the app does, within its process.
          if (Platform.OS === 'web') window.location.reload();
          else void retry();
        }}
        style={{
          minHeight: TOUCH,
          justifyContent: 'center',
          paddingHorizontal: space(3),
          borderRadius: space(3),
          backgroundColor: colors.safe,
        }}
      >
        <Text style={[TYPE.body, EMPHASIS, { color: colors.onSafe }]}>{action}</Text>
      </Pressable>
    </View>
  );
}
