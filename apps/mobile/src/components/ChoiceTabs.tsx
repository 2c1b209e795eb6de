import { View } from 'react-native';
import { useFormats } from '../i18n/LanguageProvider.tsx';
import { TOUCH, space } from '../theme/layout.ts';
import { useRoom } from '../theme/letters.ts';
import { useColors } from '../theme/use-app-theme.ts';
import { AppText } from './AppText.tsx';
import { Touchable } from './Touchable.tsx';

/** Two or three views of the same things beside each other, each with how many it holds. */
export function ChoiceTabs<Key extends string>({
  label,
  tabs,
  current,
  onChange,
}: {
  readonly label: string;
  readonly tabs: readonly { readonly key: Key; readonly name: string; readonly count: number }[];
  readonly current: Key;
  readonly onChange: (key: Key) => void;
}) {
  const colors = useColors();
  const formats = useFormats();
  const { fontScale } = useRoom();
  return (
    <View
      role="tablist"
      aria-label={label}
      style={{
        flexDirection: 'row',
        flexWrap: 'wrap',
        backgroundColor: colors.inset,
        borderRadius: TOUCH / 2,
        padding: 4,
      }}
    >
      {tabs.map(({ key, name, count }) => {
        const isCurrent = key === current;
        return (
          <Touchable
            key={key}
            role="tab"
            aria-selected={isCurrent}
            onPress={() => {
              onChange(key);
            }}
            style={{
              // As wide as each other, or below each other where their words are too long for that.
              flexGrow: 1,
              flexBasis: fontScale > 1 ? 'auto' : 0,
              minHeight: TOUCH - 4,
              flexDirection: 'row',
              flexWrap: 'wrap',
              alignItems: 'center',
              alignContent: 'center',
              justifyContent: 'center',
              columnGap: space(1),
              paddingHorizontal: space(1),
              borderRadius: TOUCH / 2,
              ...(isCurrent && { backgroundColor: colors.card }),
            }}
          >
            <AppText isEmphasised={isCurrent} color={isCurrent ? 'text' : 'quietText'}>
              {name}
            </AppText>
            {count > 0 && (
              <AppText size="small" color="quietText">
                {formats.number(count)}
              </AppText>
            )}
          </Touchable>
        );
      })}
    </View>
  );
}
