import { useId, useState, type Ref } from 'react';
import { Platform, TextInput, View, type TextInputProps } from 'react-native';
import { useTranslation } from 'react-i18next';
import { AppIcon } from '../icons/AppIcon.tsx';
import { TOUCH, space } from '../theme/layout.ts';
import { TYPE } from '../theme/type.ts';
import { useColors } from '../theme/use-app-theme.ts';
import { AppText } from './AppText.tsx';
import { Touchable } from './Touchable.tsx';

export interface TextFieldProps extends Omit<TextInputProps, 'style'> {
  readonly label: string;
  /** What is wrong with what was filled in; read out when it comes. */
  readonly problem?: string | undefined;
  /** What is to be known before it is filled in; what is wrong takes its place. */
  readonly hint?: string | undefined;
  /** Hidden letters, with a way to look at them. */
  readonly isSecret?: boolean;
  /** Addresses and keys are written from the left in every language. */
  readonly isLeftToRight?: boolean;
  readonly inputRef?: Ref<TextInput> | undefined;
  /** Of all of it: its name, what is filled in, and what is wrong with that. */
  readonly wholeRef?: Ref<View> | undefined;
}

/** Something to fill in, with its name above and what is wrong with it below. */
export function TextField({
  label,
  problem,
  hint,
  isSecret = false,
  isLeftToRight = false,
  inputRef,
  wholeRef,
  ...rest
}: TextFieldProps) {
  const { t } = useTranslation();
  const colors = useColors();
  const noteId = useId();
  const [isFocused, setFocused] = useState(false);
  const [isShown, setShown] = useState(false);
  // Which of several wrong ones is typed into is to be seen; what is wrong the words below it say.
  const edge = isFocused ? colors.safe : problem !== undefined ? colors.needsYou : colors.edge;
  const onWeb =
    Platform.OS === 'web'
      ? {
          ...(isLeftToRight && { dir: 'ltr' }),
          // React Native for the web knows the older word for it alone.
          ...(rest.submitBehavior === 'submit' && { blurOnSubmit: false }),
          ...((problem ?? hint) !== undefined && { 'aria-describedby': noteId }),
          ...(problem !== undefined && { 'aria-invalid': true }),
        }
      : {};
  return (
    <View ref={wholeRef} style={{ gap: space(0.5) }}>
      <AppText size="small" color="quietText" aria-hidden>
        {label}
      </AppText>
      <View
        style={{
          flexDirection: 'row',
          alignItems: 'center',
          minHeight: TOUCH + space(0.5),
          borderRadius: space(1.5),
          borderWidth: isFocused || problem !== undefined ? 2 : 1,
          // The words stay where they are when the edge becomes thicker.
          padding: isFocused || problem !== undefined ? 0 : 1,
          borderColor: edge,
          backgroundColor: colors.card,
        }}
      >
        <TextInput
          {...rest}
          {...onWeb}
          ref={inputRef}
          aria-label={label}
          secureTextEntry={isSecret && !isShown}
          placeholderTextColor={colors.quietText}
          onFocus={(event) => {
            setFocused(true);
            rest.onFocus?.(event);
          }}
          onBlur={(event) => {
            setFocused(false);
            rest.onBlur?.(event);
          }}
          style={[
            TYPE.body,
            {
              flex: 1,
              minWidth: 0,
              minHeight: TOUCH,
              paddingHorizontal: space(1.5),
              paddingVertical: space(1),
              color: colors.text,
            },
            isLeftToRight && Platform.OS !== 'web' && { writingDirection: 'ltr' },
            Platform.OS === 'web' && { outlineStyle: 'none' as never },
          ]}
        />
        {isSecret && (
          <Touchable
            role="button"
            aria-label={t(isShown ? 'textField.hide' : 'textField.show')}
            onPress={() => {
              setShown(!isShown);
            }}
            style={{
              width: TOUCH,
              height: TOUCH,
              alignItems: 'center',
              justifyContent: 'center',
              borderRadius: space(1.5),
            }}
          >
            <AppIcon name={isShown ? 'eye-off-outline' : 'eye-outline'} color={colors.quietText} />
          </Touchable>
        )}
      </View>
      {problem !== undefined ? (
        <AppText nativeID={noteId} role="alert" size="small" color="needsYou">
          {problem}
        </AppText>
      ) : (
        hint !== undefined && (
          <AppText nativeID={noteId} size="small" color="quietText">
            {hint}
          </AppText>
        )
      )}
    </View>
  );
}
