import { BackupError, type ErrorCode } from '@keepsake/engine';
import { CallRefused, LinkLost } from './agent-link.ts';

/** Why signing in did not come to an answer. */
export type SignInTrouble =
  /** The way to the agent is lost; once the link knows, the frame says so. */
  | { readonly kind: 'link' }
  | { readonly kind: 'server-silent' }
  | { readonly kind: 'server-untrusted' }
  /** `detail`: what the server says; empty: nothing that is meant for a person. */
  | { readonly kind: 'refused'; readonly detail: string }
  | { readonly kind: 'unknown' };

const SILENCE: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['network', 'timeout', 'server-error']);

/** Every error is one of them: nothing falls silent. Pure. */
export function signInTroubleOf(error: Error): SignInTrouble {
  if (error instanceof LinkLost) return { kind: 'link' };
  if (error instanceof CallRefused) return { kind: 'refused', detail: '' };
  if (!(error instanceof BackupError)) return { kind: 'unknown' };
  if (error.code === 'untrusted-server') return { kind: 'server-untrusted' };
  return SILENCE.has(error.code) ? { kind: 'server-silent' } : { kind: 'refused', detail: error.message };
}
