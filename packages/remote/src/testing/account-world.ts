import type { CancelSignal } from '@keepsake/engine';
import type { PasswordChange, PasswordWords } from '../change-password.ts';
import type { Credentials } from '../credentials.ts';
import type { HttpTransport } from '../http-transport.ts';
import type { NotedServer } from '../shown-account.ts';

/** An account as a device keeps and shows it. */
export interface AccountWorld {
  readonly state: () => object;
  /** What is noted of the server that was signed in to last. */
  readonly noted: () => Promise<NotedServer | undefined>;
  /** Keeps and shows who is signed in; `email`: what was noted of them before. */
  readonly show: (credentials: Credentials, email?: string) => Promise<void>;
  readonly ask: (credentials: Credentials, signal: CancelSignal) => Promise<void>;
  /** Whoever is shown leaves; that nobody is signed in is shown. */
  readonly signOut: (options: { readonly forgetsEmail: boolean }) => Promise<void>;
  /** Changes the password of whoever is shown. */
  readonly change: (words: PasswordWords) => Promise<PasswordChange>;
  /** All that the device keeps. */
  readonly kept: () => Promise<string>;
  readonly close?: () => Promise<void>;
}

export type OpenAccountWorld = (transport: HttpTransport) => Promise<AccountWorld>;
