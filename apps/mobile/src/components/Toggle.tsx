import { useEffect, useState } from 'react';
import { Animated, Platform, View } from 'react-native';
import { AppIcon } from '../icons/AppIcon.tsx';
import { useColors } from '../theme/use-app-theme.ts';
import { useReducedMotion } from '../theme/use-reduced-motion.ts';
import { useIsRtl } from '../i18n/LanguageProvider.tsx';

const WIDTH = 52;
const HEIGHT = 32;
const WAY = WIDTH - HEIGHT;

/** The picture of a switch; the row around it is what is touched and read out. */
export function Toggle({ isOn, isDisabled }: { readonly isOn: boolean; readonly isDisabled: boolean }) {
  const colors = useColors();
  const isReduced = useReducedMotion();
  const isRtl = useIsRtl();
  const place = useState(() => new Animated.Value(isOn ? 1 : 0))[0];
  useEffect(() => {
    Animated.timing(place, {
      toValue: isOn ? 1 : 0,
      duration: isReduced ? 0 : 140,
      useNativeDriver: Platform.OS !== 'web',
    }).start();
  }, [isOn, isReduced, place]);
  return (
    <View
      style={{
        width: WIDTH,
        height: HEIGHT,
        borderRadius: HEIGHT / 2,
        borderWidth: 2,
        borderColor: isOn ? colors.safe : colors.edge,
        backgroundColor: isOn ? colors.safe : colors.inset,
        opacity: isDisabled ? 0.4 : 1,
        justifyContent: 'center',
      }}
    >
      <Animated.View
        style={{
          width: 24,
          height: 24,
          marginStart: 2,
          borderRadius: 12,
          backgroundColor: isOn ? colors.onSafe : colors.edge,
          alignItems: 'center',
          justifyContent: 'center',
          transform: [
            { translateX: place.interpolate({ inputRange: [0, 1], outputRange: [0, isRtl ? -WAY : WAY] }) },
            { scale: place.interpolate({ inputRange: [0, 1], outputRange: [0.7, 1] }) },
          ],
        }}
      >
        {isOn && <AppIcon name="check-bold" color={colors.safe} size={16} />}
      </Animated.View>
    </View>
  );
}
