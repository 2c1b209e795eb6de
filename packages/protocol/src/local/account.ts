import * as z from 'zod';
import { LOGIN_LIMITS } from '../login-limits.ts';
import { amount } from './primitives.ts';

const product = z.enum(['keepsake', 'immich']);

const signedIn = {
  serverUrl: z.string(),
  product,
  version: z.string(),
  userName: z.string(),
  email: z.string().optional(),
  shouldChangePassword: z.boolean(),
};

/** Where one was signed in last, and as whom. */
const last = { lastServerUrl: z.string().optional(), lastEmail: z.string().optional() };

/** Whose photos are backed up, and where to. */
export const accountState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('loading') }),
  z.object({ kind: z.literal('signed-out'), ...last }),
  z.object({ kind: z.literal('unreadable'), path: z.string(), ...last }),
  z.object({ kind: z.literal('signed-in'), ...signedIn }),
  z.object({ kind: z.literal('expired'), ...signedIn }),
]);

export type LocalAccountState = z.output<typeof accountState>;

/** What is at an address that a person typed. */
export const serverFound = z.discriminatedUnion('kind', [
  z.object({
    kind: product,
    version: z.string(),
    url: z.string(),
    awaitsFirstAccount: z.boolean(),
    isUnencrypted: z.boolean(),
  }),
  z.object({ kind: z.literal('not-a-photo-server') }),
  z.object({ kind: z.literal('points-elsewhere'), url: z.string() }),
  z.object({ kind: z.literal('unencrypted-only'), url: z.string() }),
  z.object({ kind: z.literal('no-answer') }),
  z.object({ kind: z.literal('untrusted') }),
  z.object({ kind: z.literal('impossible-port') }),
  z.object({ kind: z.literal('not-an-address') }),
]);

export type LocalServerFound = z.output<typeof serverFound>;

/** What a person typed for an address; what is at it is for the agent to find out. */
export const typedAddress = z.string().max(2048);

export const serverUrl = z
  .string()
  .max(2048)
  .regex(/^https?:\/\/[^\s/?#]+/i, 'expected an address that a search has found');

const { most } = LOGIN_LIMITS;
const email = z.string().max(most.email);
const password = z.string().max(most.password);

/** What a person signs in with. Which words make an account is for the server to say, whose sentence about it reaches the person. */
export const login = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('password'), email, password }),
  z.object({ kind: z.literal('api-key'), secret: z.string().max(most.secret) }),
  z.object({ kind: z.literal('first-account'), name: z.string().max(most.name), email, password }),
]);

export type LocalLogin = z.output<typeof login>;

export const signInOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signed-in') }),
  z.object({ kind: z.literal('wrong-credentials') }),
  z.object({ kind: z.literal('too-many-tries'), retryAfterMs: amount.optional() }),
  z.object({ kind: z.literal('refused'), detail: z.string() }),
]);

export type LocalSignInOutcome = z.output<typeof signInOutcome>;

/** The present password, and the one that is to be. Whether the server takes it is for the server to say. */
export const passwordWords = z.object({ password, newPassword: password });

export type LocalPasswordWords = z.output<typeof passwordWords>;

export const passwordChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('changed'), hasEndedOthers: z.boolean() }),
  z.object({ kind: z.literal('wrong-password') }),
  z.object({ kind: z.literal('not-allowed') }),
  z.object({ kind: z.literal('not-offered') }),
  z.object({ kind: z.literal('signed-out') }),
  z.object({ kind: z.literal('too-many-tries'), retryAfterMs: amount.optional() }),
  z.object({ kind: z.literal('refused'), detail: z.string() }),
  z.object({ kind: z.literal('unanswered'), isUnchanged: z.boolean() }),
]);

export type LocalPasswordChange = z.output<typeof passwordChange>;
