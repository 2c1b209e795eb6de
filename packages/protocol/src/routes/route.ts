import * as z from 'zod';
import type { ErrorCode } from '../schemas/errors.ts';
import { id } from '../schemas/primitives.ts';

/** One endpoint of the API, below `/api`. `{x}` in a path stands for a percent-encoded segment named in `params`. */
export interface Route {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** One line for the documentation. */
  readonly summary: string;
  /** Who may call it: anyone, any signed-in user, or a user or API key with this permission; or administrators alone. */
  readonly access: 'public' | 'signed-in' | Permitted;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** What it reads of the headers, beside who asks and what any endpoint reads. */
  readonly headers?: Readonly<Record<string, RequestHeader>>;
  readonly body?: z.ZodType;
  /** The media type of a body that is the bytes of a file; `body` is for JSON. */
  readonly bytes?: string;
  /** Answers by HTTP status; `null` where there is no body. */
  readonly answers: Readonly<Record<number, z.ZodType | ByHand | null>>;
  /** What it may answer with beside what follows from the rest of the definition: see `errorsOf`. */
  readonly errors?: readonly ErrorCode[];
}

/** Users, and API keys with this permission. */
export interface Permitted {
  readonly permission: string;
  readonly onlyAdministrators?: boolean;
}

/** A header of a request, for the documentation: endpoints read them by themselves. */
export interface RequestHeader {
  readonly words: string;
  readonly isRequired?: boolean;
}

/** An answer that the endpoint writes by itself, because there is more to it than JSON. */
export interface ByHand {
  /** What is special about it, in a sentence or less. */
  readonly words: string;
  /** Its body: JSON of this shape, bytes of this media type, or none. */
  readonly body: z.ZodType | string | null;
  /** What its headers say. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Tells an answer written by hand from the schema of one. */
export function isByHand(answer: z.ZodType | ByHand | null): answer is ByHand {
  return answer !== null && 'words' in answer;
}

export const byId = z.object({ id });

export function needs(permission: string): Permitted {
  return { permission };
}

export function administratorNeeds(permission: string): Permitted {
  return { permission, onlyAdministrators: true };
}
