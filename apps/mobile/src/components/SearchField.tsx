import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextInput, View } from 'react-native';
import { AppIcon } from '../icons/AppIcon.tsx';
import { useIsRtl } from '../i18n/LanguageProvider.tsx';
import { TOUCH, space } from '../theme/layout.ts';
import { TYPE } from '../theme/type.ts';
import { useColors } from '../theme/use-app-theme.ts';
import { Touchable } from './Touchable.tsx';

/** A field that finds while one types. */
export function SearchField({
  label,
  text,
  autoFocus = false,
  onChange,
}: {
  /** What is searched; stands in the field while it is empty, and is read out. */
  readonly label: string;
  readonly text: string;
  readonly autoFocus?: boolean;
  readonly onChange: (text: string) => void;
}) {
  const { t } = useTranslation();
  const colors = useColors();
  const isRtl = useIsRtl();
  const [isFocused, setFocused] = useState(false);
  return (
    <View
      accessibilityRole="search"
      style={{
        flexDirection: 'row',
        alignItems: 'center',
        minHeight: TOUCH,
        borderRadius: TOUCH / 2,
        borderWidth: 2,
        borderColor: isFocused ? colors.safe : colors.line,
        backgroundColor: colors.card,
        paddingStart: space(2),
        gap: space(1),
      }}
    >
      <AppIcon name="magnify" color={colors.quietText} />
      <TextInput
        aria-label={label}
        placeholder={label}
        placeholderTextColor={colors.quietText}
        value={text}
        onChangeText={onChange}
        autoFocus={autoFocus}
        onFocus={() => {
          setFocused(true);
        }}
        onBlur={() => {
          setFocused(false);
        }}
        autoCapitalize="none"
        autoCorrect={false}
        inputMode="search"
        returnKeyType="search"
        maxLength={200}
        style={[
          TYPE.body,
          {
            flex: 1,
            // The whole field shows that it is typed into.
            outlineStyle: 'solid',
            outlineWidth: 0,
            // A field may be narrower than the words in it.
            minWidth: 0,
            minHeight: TOUCH - 4,
            paddingVertical: 0,
            paddingEnd: space(2),
            color: colors.text,
            textAlign: isRtl ? 'right' : 'left',
          },
        ]}
      />
      {text !== '' && (
        <Touchable
          role="button"
          aria-label={t('field.clear')}
          onPress={() => {
            onChange('');
          }}
          style={{
            width: TOUCH,
            height: TOUCH - 4,
            borderRadius: TOUCH / 2,
            alignItems: 'center',
            justifyContent: 'center',
          }}
        >
          <AppIcon name="close" color={colors.quietText} size={20} />
        </Touchable>
      )}
    </View>
  );
}
