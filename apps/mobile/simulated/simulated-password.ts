import type { AccountState, PasswordChange, PasswordWords } from '../src/controller/account.ts';
import type { Settable } from './settable.ts';

/** The password of whoever is signed in to the simulated server, with a knob for what becomes of a change. */
export class SimulatedPassword {
  current = 'correct horse';
  /** What comes of the next changes instead; undefined: they are done. */
  answer: (() => Promise<PasswordChange>) | undefined;
  /** How often a change was asked for. */
  asked = 0;
  readonly #account: Settable<AccountState>;

  constructor(account: Settable<AccountState>) {
    this.#account = account;
  }

  async change({ password, newPassword }: PasswordWords): Promise<PasswordChange> {
    this.asked += 1;
    if (this.answer !== undefined) return this.#answered(await this.answer());
    if (password !== this.current) return { kind: 'wrong-password' };
    this.current = newPassword;
    const state = this.#account.current();
    if (state.kind === 'signed-in') this.#account.set({ ...state, shouldChangePassword: false });
    return { kind: 'changed', hasEndedOthers: state.kind === 'signed-in' && state.product === 'keepsake' };
  }

  /** Whose sign-in has ended is shown so before the answer is. */
  #answered(outcome: PasswordChange): PasswordChange {
    const state = this.#account.current();
    if (outcome.kind === 'signed-out' && state.kind === 'signed-in')
      this.#account.set({ ...state, kind: 'expired' });
    return outcome;
  }
}
