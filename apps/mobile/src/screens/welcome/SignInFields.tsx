import { useEffect, useEffectEvent, useRef, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Platform, View, type TextInput } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { Chips } from '../../components/Chips.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { TextField } from '../../components/TextField.tsx';
import { LOGIN_LIMITS } from '../../controller/account.ts';
import { space } from '../../theme/layout.ts';
import { useBringIntoView } from './InView.tsx';
import type { LoginField } from './login-problems.ts';
import { SignInTrouble } from './SignInTrouble.tsx';
import type { SignInForm, Way } from './use-sign-in-form.ts';

/** A phone puts its keyboard away, behind which it may be said what is wrong; in a browser one goes on where one is. */
const AT_THE_END = Platform.OS === 'web' ? 'submit' : 'blurAndSubmit';

/** What one signs in with; the first thing to be filled in can be typed at once. */
export function SignInFields({
  form,
  product,
}: {
  readonly form: SignInForm;
  readonly product: 'keepsake' | 'immich';
}) {
  const { t } = useTranslation();
  const refs = useFieldRefs();
  const bringIntoView = useBringIntoView();
  const { way, isFirstAccount, first, firstWrong, tries, submit, doing } = form;
  const field = (name: LoginField) => ({
    ...form.field(name),
    inputRef: refs[name].input,
    wholeRef: refs[name].whole,
  });
  // Where one goes on: whoever hears the screen is told there what is wrong.
  const goToWrong = useEffectEvent(() => {
    if (firstWrong === undefined) return;
    const { input, whole } = refs[firstWrong];
    input.current?.focus();
    if (whole.current !== null) bringIntoView(whole.current);
  });
  useEffect(() => {
    goToWrong();
  }, [tries]);
  return (
    <SectionCard isPadded style={{ gap: space(2) }}>
      {!isFirstAccount && (
        <Chips<Way>
          label={t('welcome.way.label')}
          chips={[
            { key: 'password', label: t('welcome.way.password') },
            { key: 'api-key', label: t('welcome.way.api-key') },
          ]}
          chosen={way}
          onChoose={form.choose}
        />
      )}
      {isFirstAccount && (
        <TextField
          {...field('name')}
          label={t('welcome.field.name')}
          autoFocus={first === 'name'}
          autoComplete="name"
          returnKeyType="next"
          submitBehavior="submit"
          onSubmitEditing={() => refs.email.input.current?.focus()}
        />
      )}
      {way === 'password' ? (
        <>
          <TextField
            {...field('email')}
            label={t('welcome.field.email')}
            autoFocus={first === 'email'}
            isLeftToRight
            inputMode="email"
            autoCapitalize="none"
            autoCorrect={false}
            autoComplete="username"
            returnKeyType="next"
            submitBehavior="submit"
            onSubmitEditing={() => refs.password.input.current?.focus()}
          />
          <TextField
            {...field('password')}
            label={t('welcome.field.password')}
            autoFocus={first === 'password'}
            hint={
              isFirstAccount ? t('welcome.passwordRule', { least: LOGIN_LIMITS.leastPassword }) : undefined
            }
            isSecret
            isLeftToRight
            autoCapitalize="none"
            autoComplete={isFirstAccount ? 'new-password' : 'current-password'}
            returnKeyType="go"
            submitBehavior={AT_THE_END}
            onSubmitEditing={submit}
          />
        </>
      ) : (
        <View style={{ gap: space(1) }}>
          <TextField
            {...field('secret')}
            label={t('welcome.field.secret')}
            autoFocus={first === 'secret'}
            isSecret
            isLeftToRight
            autoCapitalize="none"
            autoCorrect={false}
            autoComplete="off"
            returnKeyType="go"
            submitBehavior={AT_THE_END}
            onSubmitEditing={submit}
          />
          <AppText size="small" color="quietText">
            {t(`welcome.keyFrom.${product}`)}
          </AppText>
        </View>
      )}
      <SignInTrouble way={way} outcome={doing.outcome} error={doing.error} />
    </SectionCard>
  );
}

interface FieldRefs {
  readonly input: RefObject<TextInput | null>;
  readonly whole: RefObject<View | null>;
}

function useFieldRefs(): Readonly<Record<LoginField, FieldRefs>> {
  const name = { input: useRef<TextInput>(null), whole: useRef<View>(null) };
  const email = { input: useRef<TextInput>(null), whole: useRef<View>(null) };
  const password = { input: useRef<TextInput>(null), whole: useRef<View>(null) };
  const secret = { input: useRef<TextInput>(null), whole: useRef<View>(null) };
  return { name, email, password, secret };
}
