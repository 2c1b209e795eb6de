import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Login, SignInOutcome } from '../../controller/account.ts';
import { useSignIn, type Doing } from '../../controller/signing-in.ts';
import { useKept } from '../../controller/use-kept.ts';
import { problemsOf, type LoginField } from './login-problems.ts';

const FIELDS_IN_ORDER: readonly LoginField[] = ['name', 'email', 'password', 'secret'];

export type Way = 'password' | 'api-key';

/** What one signs in with while it is filled in, and how signing in goes. */
export interface SignInForm {
  readonly isFirstAccount: boolean;
  readonly way: Way;
  readonly choose: (way: Way) => void;
  /** What stands in a field, how it is changed, and what is wrong with it since it was last sent. */
  readonly field: (name: LoginField) => {
    readonly value: string;
    readonly onChangeText: (text: string) => void;
    readonly problem: string | undefined;
  };
  /** The field that is to be filled in first. */
  readonly first: LoginField;
  /** Of those that have a problem, the first one; undefined: none has. */
  readonly firstWrong: LoginField | undefined;
  /** How often it was sent, or was to be. */
  readonly tries: number;
  readonly submit: () => void;
  readonly doing: Doing<Login, SignInOutcome>;
}

/** Secrets live here alone, and are forgotten with the screen. */
export function useSignInForm({
  serverUrl,
  isFirstAccount,
  email: knownEmail,
  onSignedIn,
}: {
  readonly serverUrl: string;
  readonly isFirstAccount: boolean;
  /** Of whoever signs in again. */
  readonly email: string | undefined;
  readonly onSignedIn: () => void;
}): SignInForm {
  const { t } = useTranslation();
  const [wayWanted, setWay] = useKept<Way>('way', 'password');
  const way: Way = isFirstAccount ? 'password' : wayWanted;
  const [name, setName] = useKept<string>('name', '');
  const [email, setEmail] = useKept<string>(`email at ${serverUrl}`, knownEmail ?? '');
  const [password, setPassword] = useState('');
  const [secret, setSecret] = useState('');
  const [isTold, setTold] = useState(false);
  const [tries, setTries] = useState(0);
  const doing = useSignIn(serverUrl, () => {
    // From now on it is known.
    setEmail(undefined);
    onSignedIn();
  });

  const filled = { name, email, password, secret };
  const setters = { name: setName, email: setEmail, password: setPassword, secret: setSecret };
  const problems = problemsOf(isFirstAccount ? 'first-account' : way, filled);
  const problem = (field: LoginField): string | undefined => {
    const found = problems[field];
    if (!isTold || found === undefined) return undefined;
    switch (found.kind) {
      case 'blank':
        return t(`welcome.blank.${field}`);
      case 'too-short':
        return t('welcome.tooShort', { least: found.least });
      case 'too-long':
        return t('welcome.tooLong', { most: found.most });
    }
  };

  return {
    isFirstAccount,
    way,
    choose(next) {
      setWay(next);
      setTold(false);
      doing.reset();
    },
    field: (field) => ({
      value: filled[field],
      onChangeText(text) {
        setters[field](text);
        if (doing.outcome !== undefined || doing.error !== null) doing.reset();
      },
      problem: problem(field),
    }),
    first: isFirstAccount
      ? 'name'
      : way === 'api-key'
        ? 'secret'
        : knownEmail === undefined
          ? 'email'
          : 'password',
    firstWrong: isTold ? FIELDS_IN_ORDER.find((field) => problems[field] !== undefined) : undefined,
    tries,
    submit() {
      if (doing.isBusy) return;
      setTold(true);
      setTries(tries + 1);
      if (Object.keys(problems).length > 0) return;
      doing.run(loginOf(isFirstAccount ? 'first-account' : way, filled));
    },
    doing,
  };
}

function loginOf(
  kind: Login['kind'],
  { name, email, password, secret }: Readonly<Record<LoginField, string>>,
): Login {
  switch (kind) {
    case 'first-account':
      return { kind, name: name.trim(), email: email.trim(), password };
    case 'password':
      return { kind, email: email.trim(), password };
    case 'api-key':
      return { kind, secret: secret.trim() };
  }
}
