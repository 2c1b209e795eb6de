import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { useFormats } from '../i18n/LanguageProvider.tsx';
import { TOUCH, space } from '../theme/layout.ts';
import { useRoom } from '../theme/letters.ts';
import { useColors } from '../theme/use-app-theme.ts';
import { AppText } from './AppText.tsx';
import { STATE_COLORS, type PhotoState } from './segments.ts';
import { TouchableLink } from './Touchable.tsx';

/** Below this width, or with letters as much larger, two and two stand below each other. */
const FOUR_FROM = 380;

/** A count that opens the list behind it. */
export function NumberLink({ state, count }: { readonly state: PhotoState; readonly count: number }) {
  const { t } = useTranslation();
  const colors = useColors();
  const formats = useFormats();
  const { width, fontScale } = useRoom();
  const name = t(`state.${state}`);
  return (
    <TouchableLink
      href={{ pathname: '/photos/[list]', params: { list: state } }}
      label={t('state.show', { state: name, count })}
      style={{
        flexGrow: 1,
        // Four beside each other share the room by the length of their words.
        flexBasis: width / fontScale < FOUR_FROM ? '48%' : 'auto',
        minHeight: TOUCH + space(1),
        paddingVertical: space(1),
        paddingHorizontal: space(0.5),
        alignItems: 'center',
        borderRadius: space(1.5),
      }}
    >
      <View style={{ flexDirection: 'row', alignItems: 'center', gap: 6 }}>
        <View
          style={{
            width: 8,
            height: 8,
            borderRadius: 4,
            backgroundColor: count === 0 ? colors.inset : colors[STATE_COLORS[state]],
          }}
        />
        <AppText isFollowed isEmphasised color={count === 0 ? 'quietText' : 'text'}>
          {formats.number(count)}
        </AppText>
      </View>
      <AppText size="small" color="quietText">
        {name}
      </AppText>
    </TouchableLink>
  );
}
