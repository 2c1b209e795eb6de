import { useCallback, useRef, useState } from 'react';
import type { PasswordChange, PasswordWords } from './account.ts';
import { CallRefused } from './agent-link.ts';
import { useAppPorts } from './AppPortsContext.tsx';

/** How far changing a password is. */
export type ChangingPassword =
  | { readonly kind: 'idle' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'answered'; readonly outcome: PasswordChange };

/** Changes the password; the words are kept nowhere, as a query's client would keep them. At once one change goes on, however often it is asked for. */
export function useChangePassword(onAnswered: (outcome: PasswordChange) => void): {
  readonly state: ChangingPassword;
  readonly run: (words: PasswordWords) => void;
  readonly reset: () => void;
} {
  const { account } = useAppPorts();
  const [state, setState] = useState<ChangingPassword>({ kind: 'idle' });
  const isBusy = useRef(false);
  const run = (words: PasswordWords): void => {
    if (isBusy.current) return;
    isBusy.current = true;
    setState({ kind: 'busy' });
    void account
      .changePassword(words)
      .catch(outcomeOfError)
      .then((outcome) => {
        isBusy.current = false;
        setState({ kind: 'answered', outcome });
        onAnswered(outcome);
      });
  };
  const reset = useCallback(() => {
    if (!isBusy.current) setState({ kind: 'idle' });
  }, []);
  return { state, run, reset };
}

/** Of whatever was lost on the way nobody knows whether it was done; the agent did nothing of what it refused. */
function outcomeOfError(error: unknown): PasswordChange {
  return error instanceof CallRefused
    ? { kind: 'refused', detail: '' }
    : { kind: 'unanswered', isUnchanged: false };
}
