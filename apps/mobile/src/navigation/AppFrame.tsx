import { usePathname } from 'expo-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { useSafeAreaInsets } from 'react-native-safe-area-context';
import { useIsUndecided } from '../controller/use-is-undecided.ts';
import { AppIcon } from '../icons/AppIcon.tsx';
import { space } from '../theme/layout.ts';
import { useRoom } from '../theme/letters.ts';
import { useColors } from '../theme/use-app-theme.ts';
import { useIsWide } from '../theme/use-is-wide.ts';
import { PlaceLink } from './PlaceLink.tsx';
import { PLACES, isFirstRun, isPlace, placeOf } from './places.ts';

/** The screens, with the four places below them on a narrow window and beside them on a wide one. */
export function AppFrame({ children }: { readonly children: ReactNode }) {
  const pathname = usePathname();
  const isWide = useIsWide();
  const isPlain = useIsUndecided() || isFirstRun(pathname);
  const isRail = isWide && !isPlain;
  return (
    <View style={{ flex: 1, flexDirection: isRail ? 'row' : 'column' }}>
      {isRail && <Rail pathname={pathname} />}
      <View style={{ flex: 1 }}>{children}</View>
      {!isWide && !isPlain && isPlace(pathname) && <Bar pathname={pathname} />}
    </View>
  );
}

function Bar({ pathname }: { readonly pathname: string }) {
  const { t } = useTranslation();
  const colors = useColors();
  const insets = useSafeAreaInsets();
  return (
    <View
      role="navigation"
      aria-label={t('nav.label')}
      style={{
        flexDirection: 'row',
        justifyContent: 'space-around',
        backgroundColor: colors.card,
        borderTopWidth: 1,
        borderTopColor: colors.line,
        paddingBottom: insets.bottom,
        paddingHorizontal: space(1),
      }}
    >
      {PLACES.map((place) => (
        <PlaceLink key={place.key} place={place} isHere={place === placeOf(pathname)} />
      ))}
    </View>
  );
}

function Rail({ pathname }: { readonly pathname: string }) {
  const { fontScale } = useRoom();
  const { t } = useTranslation();
  const colors = useColors();
  const insets = useSafeAreaInsets();
  return (
    <View
      role="navigation"
      aria-label={t('nav.label')}
      style={{
        width: space(13) * Math.max(1, fontScale),
        backgroundColor: colors.card,
        borderEndWidth: 1,
        borderEndColor: colors.line,
        paddingTop: insets.top + space(4),
        gap: space(1),
      }}
    >
      <View style={{ alignItems: 'center', paddingBottom: space(4) }}>
        <AppIcon name="shield-check" color={colors.safe} size={36} />
      </View>
      {PLACES.map((place) => (
        <View key={place.key} style={{ height: space(9) }}>
          <PlaceLink place={place} isHere={place === placeOf(pathname)} />
        </View>
      ))}
    </View>
  );
}
