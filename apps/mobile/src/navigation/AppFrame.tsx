import { useGlobalSearchParams, usePathname } from 'expo-router';
import { useState, type ReactNode } from 'react';
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
import { PLACES, isFirstRun, placeAt, placeOf, type Place } from './places.ts';

/** The screens, with the four places below them on a narrow window and beside them on a wide one. */
export function AppFrame({ children }: { readonly children: ReactNode }) {
  const pathname = usePathname();
  const isWide = useIsWide();
  const isPlain = useIsUndecided() || isFirstRun(pathname);
  const isRail = isWide && !isPlain;
  const here = useCurrentPlace(pathname);
  return (
    <View style={{ flex: 1, flexDirection: isRail ? 'row' : 'column' }}>
      {isRail && <Rail here={here} />}
      <View style={{ flex: 1 }}>{children}</View>
      {/* At the four places, not on what is opened from them. */}
      {!isWide && !isPlain && placeAt(pathname) !== undefined && <Bar here={here} />}
    </View>
  );
}

/** The place that is marked: the one that one is at, or came from last. */
function useCurrentPlace(pathname: string): Place {
  const { album } = useGlobalSearchParams<{ album?: string }>();
  const [last, setLast] = useState<Place>();
  const at = placeAt(pathname);
  if (at !== undefined && at !== last) setLast(at);
  return placeOf(pathname, last, album !== undefined);
}

function Bar({ here }: { readonly here: Place }) {
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
        <PlaceLink key={place.key} place={place} isHere={place === here} />
      ))}
    </View>
  );
}

function Rail({ here }: { readonly here: Place }) {
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
          <PlaceLink place={place} isHere={place === here} />
        </View>
      ))}
    </View>
  );
}
