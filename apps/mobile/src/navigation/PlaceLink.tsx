import { Link } from 'expo-router';
import { useTranslation } from 'react-i18next';
import { Pressable, View } from 'react-native';
import { AppText } from '../components/AppText.tsx';
import { AppIcon } from '../icons/AppIcon.tsx';
import { space } from '../theme/layout.ts';
import { letters, useRoom } from '../theme/letters.ts';
import { useColors } from '../theme/use-app-theme.ts';
import type { Place } from './places.ts';

/** Four words must stay beside each other; the system's own bars hold to such a limit, too. */
const MOST_TIMES = 1.5;

const ROOMY_FROM = 380;

/** One of the four places in the bar or the rail. */
export function PlaceLink({ place, isHere }: { readonly place: Place; readonly isHere: boolean }) {
  const { t } = useTranslation();
  const colors = useColors();
  const { width, fontScale } = useRoom();
  // The longest word, "Einstellungen", is wider than a fourth of a small phone.
  const isRoomy = fontScale <= 1 && width >= ROOMY_FROM;
  const color = isHere ? colors.onSafeGround : colors.quietText;
  return (
    <Link href={place.href} asChild>
      <Pressable
        role="link"
        aria-current={isHere ? 'page' : undefined}
        aria-label={t(`nav.${place.key}`)}
        style={{
          flexGrow: 1,
          flexShrink: 1,
          // Where it is tight they share the room by the length of the words.
          flexBasis: isRoomy ? 0 : 'auto',
          minWidth: space(8),
          minHeight: space(8),
          alignItems: 'center',
          justifyContent: 'center',
          gap: 4,
        }}
      >
        {({ pressed, hovered }: { pressed: boolean; hovered?: boolean }) => (
          <>
            <View
              style={{
                width: space(7),
                height: space(4),
                borderRadius: space(2),
                alignItems: 'center',
                justifyContent: 'center',
                backgroundColor: isHere
                  ? colors.safeGround
                  : hovered === true || pressed
                    ? colors.inset
                    : 'transparent',
              }}
            >
              <AppIcon name={isHere ? place.activeIcon : place.icon} color={color} />
            </View>
            <AppText
              size="small"
              color={isHere ? 'text' : 'quietText'}
              isEmphasised={isHere}
              numberOfLines={1}
              maxFontSizeMultiplier={MOST_TIMES}
              style={letters(12, 16, MOST_TIMES)}
            >
              {t(`nav.${place.key}`)}
            </AppText>
          </>
        )}
      </Pressable>
    </Link>
  );
}
