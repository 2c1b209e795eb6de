import { useEffect, useEffectEvent, useRef, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Platform, type TextInput } from 'react-native';
import { PrimaryButton } from '../../components/PrimaryButton.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { TextField } from '../../components/TextField.tsx';
import { LOGIN_LIMITS } from '../../controller/account.ts';
import { space } from '../../theme/layout.ts';
import type { PasswordField } from './password-problems.ts';
import { PasswordTrouble } from './PasswordTrouble.tsx';
import type { PasswordForm } from './use-password-form.ts';

/** A phone puts its keyboard away, behind which it may be said what is wrong; in a browser one goes on where one is. */
const AT_THE_END = Platform.OS === 'web' ? 'submit' : 'blurAndSubmit';

/** What is to be filled in, and what came of it; the present password can be typed at once. */
export function PasswordFields({ form }: { readonly form: PasswordForm }) {
  const { t } = useTranslation();
  const { firstWrong, tries, submit, changing } = form;
  const inputs: Readonly<Record<PasswordField, RefObject<TextInput | null>>> = {
    present: useRef<TextInput>(null),
    next: useRef<TextInput>(null),
    again: useRef<TextInput>(null),
  };
  // Where one goes on: whoever hears the screen is told there what is wrong.
  const goToWrong = useEffectEvent(() => {
    if (firstWrong !== undefined) inputs[firstWrong].current?.focus();
  });
  useEffect(() => {
    goToWrong();
  }, [tries]);
  const field = (name: PasswordField) => ({
    ...form.field(name),
    inputRef: inputs[name],
    label: t(`password.field.${name}`),
    isSecret: true,
    isLeftToRight: true,
    autoCapitalize: 'none' as const,
    autoCorrect: false,
  });
  return (
    <SectionCard isPadded style={{ gap: space(2) }}>
      <TextField
        {...field('present')}
        autoFocus
        autoComplete="current-password"
        returnKeyType="next"
        submitBehavior="submit"
        onSubmitEditing={() => inputs.next.current?.focus()}
      />
      <TextField
        {...field('next')}
        hint={t('welcome.passwordRule', { least: LOGIN_LIMITS.leastPassword })}
        autoComplete="new-password"
        passwordRules={`minlength: ${LOGIN_LIMITS.leastPassword};`}
        returnKeyType="next"
        submitBehavior="submit"
        onSubmitEditing={() => inputs.again.current?.focus()}
      />
      <TextField
        {...field('again')}
        autoComplete="new-password"
        returnKeyType="go"
        submitBehavior={AT_THE_END}
        onSubmitEditing={submit}
      />
      {changing.kind === 'answered' && <PasswordTrouble outcome={changing.outcome} />}
      <PrimaryButton label={t('title.password')} isBusy={changing.kind === 'busy'} onPress={submit} />
    </SectionCard>
  );
}
