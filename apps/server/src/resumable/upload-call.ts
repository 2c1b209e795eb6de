import { UPLOAD_INTEROP_VERSION } from '@keepsake/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { User } from '../auth/caller.ts';
import { formatDigests } from './digests.ts';
import type { IncomingContent } from './incoming-content.ts';
import type { UploadDeps } from './upload-desk.ts';
import type { FinalAnswer } from './upload-records.ts';

/** One request for /uploads. */
export interface UploadCall {
  readonly deps: UploadDeps;
  readonly user: User;
  readonly request: FastifyRequest;
  readonly content: IncomingContent;
  readonly reply: FastifyReply;
  /** Finds out once more who asks. Rejects with unauthorized or forbidden. */
  readonly recheck: () => Promise<User>;
}

/** What an upload's interim and final answers say of its address. */
export function locationOf(id: string): string {
  return `/api/uploads/${id}`;
}

/** Sends an interim answer of the draft; nothing once the client has left or the final answer has begun. */
export function tellInterim({ reply }: UploadCall, headers: Readonly<Record<string, string>>): void {
  const { raw } = reply;
  if (raw.headersSent || raw.destroyed || raw.socket?.destroyed !== false) return;
  raw.writeInformation(104, {
    'Upload-Draft-Interop-Version': String(UPLOAD_INTEROP_VERSION),
    ...headers,
  });
}

/** Answers as POST /assets does: the upload is complete, and this is what became of it. */
export function sendFinal({ reply }: UploadCall, answer: FinalAnswer): FastifyReply {
  return reply
    .code(answer.status)
    .headers({ 'upload-complete': '?1', 'repr-digest': formatDigests(answer.digests) })
    .send(answer.body);
}
