import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PasswordChange } from '../../controller/account.ts';
import { useChangePassword, type ChangingPassword } from '../../controller/changing-password.ts';
import {
  PASSWORD_FIELDS,
  passwordProblems,
  type PasswordField,
  type PasswordProblem,
} from './password-problems.ts';

/** The present password and the new one while they are filled in, and how changing goes. */
export interface PasswordForm {
  readonly field: (name: PasswordField) => {
    readonly value: string;
    readonly onChangeText: (text: string) => void;
    readonly problem: string | undefined;
  };
  /** Of those that have a problem, the first one; undefined: none has. */
  readonly firstWrong: PasswordField | undefined;
  /** How often it was sent or was to be, and answered. */
  readonly tries: number;
  readonly submit: () => void;
  readonly changing: ChangingPassword;
}

const NOTHING = { present: '', next: '', again: '' };

/** After these the words are of no use here any more. */
const IS_OVER: ReadonlySet<PasswordChange['kind']> = new Set([
  'changed',
  'not-allowed',
  'not-offered',
  'signed-out',
]);

/** The words live here alone: they are forgotten once they were used, and with the screen. */
export function usePasswordForm(): PasswordForm {
  const { t } = useTranslation();
  const [filled, setFilled] = useState(NOTHING);
  const [isTold, setTold] = useState(false);
  const [tries, setTries] = useState(0);
  /** A try with these words was lost on the way: the new one may hold already. */
  const [mayHold, setMayHold] = useState(false);
  const tell = (): void => {
    setTold(true);
    setTries((before) => before + 1);
  };
  const { state, run, reset } = useChangePassword((outcome) => {
    const { kind } = outcome;
    if (kind === 'unanswered' && !outcome.isUnchanged) setMayHold(true);
    if (IS_OVER.has(kind)) {
      setFilled(NOTHING);
      setMayHold(false);
      setTold(false);
    } else tell();
  });
  const problems = passwordProblems(filled);
  const isWrong = state.kind === 'answered' && state.outcome.kind === 'wrong-password';
  const problemOf = (name: PasswordField): string | undefined => {
    if (name === 'present' && isWrong) return t(mayHold ? 'password.wrongNow' : 'password.wrong');
    const found = isTold ? problems[name] : undefined;
    return found === undefined ? undefined : wordsOf(name, found);
  };
  const wordsOf = (name: PasswordField, problem: PasswordProblem): string => {
    switch (problem.kind) {
      case 'blank':
        return t(`password.blank.${name}`);
      case 'too-short':
        return t('welcome.tooShort', { least: problem.least });
      case 'too-long':
        return t('welcome.tooLong', { most: problem.most });
      case 'same':
      case 'different':
        return t(`password.${problem.kind}`);
    }
  };
  return {
    field: (name) => ({
      value: filled[name],
      onChangeText(text) {
        // A password manager fills in several at once.
        setFilled((before) => ({ ...before, [name]: text }));
        reset();
      },
      problem: problemOf(name),
    }),
    firstWrong: PASSWORD_FIELDS.find((name) => problemOf(name) !== undefined),
    tries,
    submit() {
      if (state.kind === 'busy') return;
      tell();
      if (Object.keys(problems).length > 0) return;
      run({ password: filled.present, newPassword: filled.next });
    },
    changing: state,
  };
}
