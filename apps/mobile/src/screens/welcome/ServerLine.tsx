import { useRouter } from 'expo-router';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { hostOf, versionOf } from '../../components/address.ts';
import { TextAction } from '../../components/TextAction.tsx';
import { AppIcon } from '../../icons/AppIcon.tsx';
import { space } from '../../theme/layout.ts';
import { useColors } from '../../theme/use-app-theme.ts';

const PRODUCTS = { keepsake: 'Keepsake', immich: 'Immich' } as const;

/** Where one signs in, and the way to another server. */
export function ServerLine({
  url,
  server,
}: {
  readonly url: string;
  /** Undefined: not known yet. */
  readonly server:
    { readonly kind: string; readonly product?: 'keepsake' | 'immich'; readonly version: string } | undefined;
}) {
  const { t } = useTranslation();
  const colors = useColors();
  const router = useRouter();
  const product =
    server === undefined ? undefined : (server.product ?? (server.kind as keyof typeof PRODUCTS));
  return (
    <View
      style={{
        flexDirection: 'row',
        alignItems: 'center',
        gap: space(1.5),
        paddingHorizontal: space(2),
        borderRadius: space(2),
        backgroundColor: colors.inset,
      }}
    >
      <AppIcon name="server" color={colors.quietText} />
      <View style={{ flex: 1, paddingVertical: space(1) }}>
        <AppText>{hostOf(url)}</AppText>
        {/* The room is kept until it is known. */}
        <AppText size="small" color="quietText">
          {product === undefined ? ' ' : `${PRODUCTS[product]} ${versionOf(server?.version ?? '')}`}
        </AppText>
      </View>
      <TextAction
        size="small"
        label={t('welcome.signIn.change')}
        // Back to it where one came from there: a second screen like this one would stay behind.
        onPress={() => {
          router.dismissTo('/welcome');
        }}
      />
    </View>
  );
}
