import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { useFormats } from '../i18n/LanguageProvider.tsx';
import { TOUCH, space } from '../theme/layout.ts';
import { useColors } from '../theme/use-app-theme.ts';
import { AppText } from './AppText.tsx';
import { STATE_COLORS, type PhotoState } from './segments.ts';
import { TouchableLink } from './Touchable.tsx';

/** A count that opens the list behind it. */
export function NumberLink({ state, count }: { readonly state: PhotoState; readonly count: number }) {
  const { t } = useTranslation();
  const colors = useColors();
  const formats = useFormats();
  const name = t(`state.${state}`);
  return (
    <TouchableLink
      href={{ pathname: '/photos/[state]', params: { state } }}
      label={t('state.show', { state: name, count })}
      style={{
        flexGrow: 1,
        flexBasis: 0,
        minWidth: 62,
        minHeight: TOUCH + space(1),
        paddingVertical: space(1),
        alignItems: 'center',
        borderRadius: space(1.5),
      }}
    >
      <AppText isEmphasised color={count === 0 ? 'quietText' : 'text'}>
        {formats.number(count)}
      </AppText>
      <View style={{ flexDirection: 'row', alignItems: 'center', gap: 6 }}>
        <View
          style={{
            width: 8,
            height: 8,
            borderRadius: 4,
            backgroundColor: count === 0 ? colors.inset : colors[STATE_COLORS[state]],
          }}
        />
        <AppText size="small" color="quietText">
          {name}
        </AppText>
      </View>
    </TouchableLink>
  );
}
