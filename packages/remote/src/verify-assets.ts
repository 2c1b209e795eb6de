import {
  type CancelSignal,
  type Checksum,
  type RemoteAssetId,
  type RemoteProof,
  type RemoteProofs,
  type ServerMark,
} from '@keepsake/engine';
import { routes, type VerifyAnswer } from '@keepsake/protocol';
import { callApi, jsonBody, type Api } from './api-call.ts';
import { findChecksums } from './find-assets.ts';
import { badAnswer } from './http-errors.ts';

/** As many as the server reads again in one request. */
const MAX_READ_AGAIN = 1000;
/** The server stops reading after half a minute, but for one original, which may be a long film on a slow disk. */
const PATIENCE_MS = 15 * 60_000;

type Result = VerifyAnswer['results'][number];

/** Nothing is kept, and of nothing it is known why. */
export const NOTHING_PROVEN: RemoteProofs = {
  kept: new Map(),
  untracedSinceMs: new Map(),
  mark: undefined,
  hasGoneBack: false,
};

/** Has the server look at what it keeps of these bytes or, deep, read them again (V1). */
export async function verifyAssets(
  api: Api,
  checksums: readonly Checksum[],
  { isDeep, mark: markBefore }: { readonly isDeep: boolean; readonly mark?: ServerMark | undefined },
  signal: CancelSignal,
): Promise<RemoteProofs> {
  const kept = new Map<Checksum, RemoteProof>();
  const untracedSinceMs = new Map<Checksum, number>();
  let mark: ServerMark | undefined;
  let hasGoneBack = false;
  let left = [...new Set(checksums)];
  while (left.length > 0) {
    const asked = isDeep ? left.slice(0, MAX_READ_AGAIN) : left;
    const answer = await ask(api, { checksums: asked, deep: isDeep, mark: markBefore }, signal);
    const { results, deletionsKnownSince } = answer;
    mark ??= answer.mark as ServerMark | undefined;
    hasGoneBack ||= answer.isMarkKnown === false;
    const again = asked.filter((checksum, index) => {
      const result = results[index];
      // Its time was up; what it did not get to is asked for once more.
      if (result === undefined || (isDeep && !result.isReread && result.state !== 'unknown')) return true;
      const proof = proofOf(result);
      if (proof !== undefined) kept.set(checksum, proof);
      if (result.state === 'unknown' && result.wasDeleted === false && deletionsKnownSince !== undefined)
        untracedSinceMs.set(checksum, Date.parse(deletionsKnownSince));
      return false;
    });
    if (again.length === asked.length) throw badAnswer('it reads nothing again');
    left = [...again, ...left.slice(asked.length)];
  }
  return { kept, untracedSinceMs, mark, hasGoneBack };
}

/** For servers that cannot look: what they wrote down is what there is. */
export async function verifyByRecords(
  api: Api,
  checksums: readonly Checksum[],
  signal: CancelSignal,
): Promise<RemoteProofs> {
  const kept = new Map<Checksum, RemoteProof>();
  for (const [checksum, { remoteId, isTrashed }] of await findChecksums(api, checksums, signal)) {
    if (remoteId !== undefined && !isTrashed)
      kept.set(checksum, { remoteId, isSound: true, rereadAtMs: undefined });
  }
  return { ...NOTHING_PROVEN, kept };
}

async function ask(
  api: Api,
  question: {
    readonly checksums: readonly Checksum[];
    readonly deep: boolean;
    readonly mark: ServerMark | undefined;
  },
  signal: CancelSignal,
): Promise<VerifyAnswer> {
  const { checksums, deep } = question;
  const request = { body: jsonBody(question), ...(deep && { morePatienceMs: PATIENCE_MS }) };
  const { data } = await callApi(api, routes.verifyAssets, routes.verifyAssets.answers[200], request, signal);
  if (data.results.length !== checksums.length) throw badAnswer('it does not speak of every checksum');
  for (const [index, { asked }] of data.results.entries()) {
    if (asked !== checksums[index]) throw badAnswer('it speaks of another checksum than was asked');
  }
  return data;
}

/** Undefined: it is not kept, or in the trash. */
function proofOf(result: Result): RemoteProof | undefined {
  const { state, assetId, isTrashed, stored, motionParts } = result;
  if (state === 'unknown' || isTrashed) return undefined;
  if (assetId === null) throw badAnswer('it keeps an asset that it does not name');
  const parts = [result, ...motionParts];
  const times = parts.map(({ rereadAt }) => (rereadAt === null ? undefined : Date.parse(rereadAt)));
  return {
    remoteId: assetId as RemoteAssetId,
    // With all its motion parts. What cannot be read now is not proven either.
    isSound: stored && parts.every((part) => part.state === 'stored'),
    rereadAtMs: times.reduce((first, next) =>
      first === undefined || next === undefined ? undefined : Math.min(first, next),
    ),
  };
}
