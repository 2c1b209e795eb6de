import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { View, type TextInput } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { Chips } from '../../components/Chips.tsx';
import { PrimaryButton } from '../../components/PrimaryButton.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { TextField } from '../../components/TextField.tsx';
import type { Login } from '../../controller/account.ts';
import { useSignIn } from '../../controller/signing-in.ts';
import { useKept } from '../../controller/use-kept.ts';
import { space } from '../../theme/layout.ts';
import { problemsOf, type LoginField } from './login-problems.ts';
import { SignInTrouble } from './SignInTrouble.tsx';

type Way = 'password' | 'api-key';

/** What one signs in with. Secrets live here alone, and are forgotten with the screen. */
export function SignInForm({
  serverUrl,
  isFirstAccount,
  product,
  email: knownEmail,
  onSignedIn,
}: {
  readonly serverUrl: string;
  readonly isFirstAccount: boolean;
  readonly product: 'keepsake' | 'immich';
  /** Of whoever signs in again. */
  readonly email: string | undefined;
  readonly onSignedIn: () => void;
}) {
  const { t } = useTranslation();
  const [wayWanted, setWay] = useKept<Way>('way', 'password');
  const way: Way = isFirstAccount ? 'password' : wayWanted;
  const [name, setName] = useKept<string>('name', '');
  const [email, setEmail] = useKept<string>('email', knownEmail ?? '');
  const [password, setPassword] = useState('');
  const [secret, setSecret] = useState('');
  const [isTold, setTold] = useState(false);
  const emailField = useRef<TextInput>(null);
  const passwordField = useRef<TextInput>(null);
  const signIn = useSignIn(serverUrl, onSignedIn);

  const problems = problemsOf(isFirstAccount ? 'first-account' : way, { name, email, password, secret });
  const submit = (): void => {
    if (signIn.isBusy) return;
    setTold(true);
    if (Object.keys(problems).length > 0) return;
    const login: Login = isFirstAccount
      ? { kind: 'first-account', name: name.trim(), email: email.trim(), password }
      : way === 'password'
        ? { kind: 'password', email: email.trim(), password }
        : { kind: 'api-key', secret: secret.trim() };
    signIn.run(login);
  };
  const problem = (field: LoginField): string | undefined => {
    const found = problems[field];
    if (!isTold || found === undefined) return undefined;
    switch (found.kind) {
      case 'blank':
        return t(`welcome.blank.${field}`);
      case 'too-short':
        return t('welcome.tooShort');
      case 'too-long':
        return t('welcome.tooLong', { most: found.most });
    }
  };
  const edit = (set: (text: string) => void) => (text: string) => {
    set(text);
    if (signIn.outcome !== undefined || signIn.error !== null) signIn.reset();
  };

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
          onChoose={(next) => {
            setWay(next);
            setTold(false);
            signIn.reset();
          }}
        />
      )}
      {isFirstAccount && (
        <TextField
          label={t('welcome.field.name')}
          value={name}
          onChangeText={edit(setName)}
          problem={problem('name')}
          autoComplete="name"
          returnKeyType="next"
          submitBehavior="submit"
          onSubmitEditing={() => emailField.current?.focus()}
        />
      )}
      {way === 'password' ? (
        <>
          <TextField
            inputRef={emailField}
            label={t('welcome.field.email')}
            value={email}
            onChangeText={edit(setEmail)}
            problem={problem('email')}
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
            inputRef={passwordField}
            label={t('welcome.field.password')}
            value={password}
            onChangeText={edit(setPassword)}
            problem={problem('password')}
            hint={isFirstAccount ? t('welcome.passwordRule') : undefined}
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
            label={t('welcome.field.secret')}
            value={secret}
            onChangeText={edit(setSecret)}
            problem={problem('secret')}
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
      <SignInTrouble way={way} outcome={signIn.outcome} error={signIn.error} />
      <PrimaryButton
        label={isFirstAccount ? t('welcome.signIn.first.confirm') : t('action.signIn')}
        isBusy={signIn.isBusy}
        onPress={submit}
      />
    </SectionCard>
  );
}
