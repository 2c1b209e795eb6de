import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { View, type TextInput } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { Chips } from '../../components/Chips.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { TextField } from '../../components/TextField.tsx';
import { LOGIN_LIMITS } from '../../controller/account.ts';
import { space } from '../../theme/layout.ts';
import { SignInTrouble } from './SignInTrouble.tsx';
import type { SignInForm, Way } from './use-sign-in-form.ts';

/** What one signs in with; the first thing to be filled in can be typed at once. */
export function SignInFields({
  form,
  product,
}: {
  readonly form: SignInForm;
  readonly product: 'keepsake' | 'immich';
}) {
  const { t } = useTranslation();
  const emailField = useRef<TextInput>(null);
  const passwordField = useRef<TextInput>(null);
  const { way, isFirstAccount, field, first, submit, doing } = form;
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
          onSubmitEditing={() => emailField.current?.focus()}
        />
      )}
      {way === 'password' ? (
        <>
          <TextField
            {...field('email')}
            inputRef={emailField}
            label={t('welcome.field.email')}
            autoFocus={first === 'email'}
            isLeftToRight
            inputMode="email"
            autoCapitalize="none"
            autoCorrect={false}
            autoComplete="username"
            returnKeyType="next"
            submitBehavior="submit"
            onSubmitEditing={() => passwordField.current?.focus()}
          />
          <TextField
            {...field('password')}
            inputRef={passwordField}
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
