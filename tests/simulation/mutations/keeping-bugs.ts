import type { Mutation } from './mutation.ts';

const ENGINE = 'packages/engine/src';
const LEDGER = 'packages/ledger/src';

/** Bugs in what is sent, kept and written down. */
export const KEEPING_BUGS: readonly Mutation[] = [
  {
    bug: 'a marker that did not change is believed for ever',
    file: `${ENGINE}/scan/scan-library.ts`,
    from: 'return ageMs >= 0 && ageMs < MARKER_BELIEVED_MS;',
    to: 'return ageMs < Infinity;',
  },
  {
    bug: 'selection wins over exclusion',
    file: `${ENGINE}/plan/plan-asset.ts`,
    from: 'if (excluding !== undefined)',
    to: "if (excluding !== undefined && !containing.some((album) => album.choice === 'selected'))",
  },
  {
    bug: 'an asset that changed while it was read is taken for what it was',
    file: `${ENGINE}/upload/read-asset.ts`,
    from: "if (versionOf(now) !== record.version) return { kind: 'changed', asset: now };",
    to: '',
  },
  {
    bug: 'an edited photo has the name on the wire that it had before',
    file: `${ENGINE}/model/asset.ts`,
    from: `return \`\${id}@\${version}\` as DeviceAssetId;`,
    to: `return \`\${id}@\` as DeviceAssetId;`,
  },
  {
    bug: 'a background run does not mind mobile data',
    file: `${ENGINE}/conditions/allowance.ts`,
    from: "if (isBackground && settings.requireUnmetered) return all('wi-fi');",
    to: '',
  },
  {
    bug: 'roaming does not count as metered',
    file: `${ENGINE}/conditions/allowance.ts`,
    from: "return network === 'metered' || (network !== 'none' && (isRoaming || isLowData));",
    to: "return network === 'metered' && !isRoaming && !isLowData;",
  },
  {
    bug: 'what fails is tried for ever',
    file: `${ENGINE}/asset/backoff.ts`,
    from: 'export const MAX_ATTEMPTS = 5;',
    to: 'export const MAX_ATTEMPTS = 50;',
  },
  {
    bug: 'the time of an album moves past what has failed in it',
    file: `${ENGINE}/run/settle-albums.ts`,
    from: "['failed', 'retrying', 'pending'] as const",
    to: "['retrying', 'pending'] as const",
  },
  {
    bug: 'nobody sweeps what a killed process left behind',
    file: `${ENGINE}/run/steps/read-state.ts`,
    from: 'await untilCancelled(deps.library.sweepTemporary(), signal);',
    to: '',
  },
  {
    bug: 'an original from the cloud stays open when its turn is over',
    file: `${ENGINE}/upload/holding-library.ts`,
    from: 'await opened?.close(turn);',
    to: 'await opened?.relist();',
  },
  {
    bug: 'whoever wants the lock takes it',
    file: `${ENGINE}/lock/waiting-machine.ts`,
    from: "if (lease === undefined) return { kind: 'take' };",
    to: "if (lease === undefined || waiter !== undefined) return { kind: 'take' };",
  },
  {
    bug: 'a resumable upload begins anew each time',
    file: `${ENGINE}/upload/send-asset.ts`,
    from: 'transfers.find((known) => known.part === part && known.checksum === checksum)?.upload;',
    to: 'transfers.find(() => false)?.upload;',
  },
  {
    bug: 'a motion part of the same bytes counts as the video itself',
    file: `${ENGINE}/dedupe/match-checksums.ts`,
    from: '} else if (answer.isMotionPart) {',
    to: '} else if (answer.isMotionPart && answer.isTrashed) {',
  },
  {
    bug: 'a Live Photo is sent without its motion part',
    file: `${ENGINE}/upload/send-asset.ts`,
    from: 'motion === undefined || checksums.motion === undefined ? undefined : part(motion, checksums.motion),',
    to: 'undefined,',
  },
  {
    bug: 'an upload whose answer was lost counts as failed for good',
    file: `${ENGINE}/errors/backup-error.ts`,
    from: "network: 'wait',",
    to: "network: 'fail',",
  },
  {
    bug: 'what is gone from the device stays gone when it comes back',
    file: `${LEDGER}/facts/seen-facts.ts`,
    from: 'news.filter(({ isToBeSent }) => isToBeSent).map(({ asset }) => [asset]),',
    to: 'news.filter(({ isToBeSent }) => isToBeSent && !isToBeSent).map(({ asset }) => [asset]),',
  },
  {
    bug: 'another version does not make an asset pending again',
    file: `${LEDGER}/facts/seen-facts.ts`,
    from: `\${NOT_FOUND}, \${BECOME_PENDING}\`,`,
    to: `\${NOT_FOUND}\`,`,
  },
  {
    bug: 'a new exclusion does not make the members of its album unplanned',
    file: `${LEDGER}/facts/album-facts.ts`,
    from: 'is_planned = 0',
    to: 'is_planned = is_planned',
  },
  {
    bug: 'a Live Photo whose still is shown with another motion part counts as kept',
    file: `${ENGINE}/dedupe/match-checksums.ts`,
    from: '|| answer.motionChecksum === motion) return true;',
    to: "|| typeof answer.motionChecksum === 'string') return true;",
  },
  {
    bug: 'a motion part that was thrown away by itself is not missed',
    file: `${ENGINE}/dedupe/match-checksums.ts`,
    from: 'return motion !== undefined && answers.get(motion)?.isTrashed === true;',
    to: 'return motion !== undefined && answers.size < 0;',
  },
  {
    bug: 'a server that does not tell of motion parts is taken to have them',
    file: `${ENGINE}/dedupe/match-checksums.ts`,
    from: 'return mayBeKept && answers.has(motion);',
    to: 'return mayBeKept;',
  },
  {
    bug: 'a motion part is not brought home',
    file: `${ENGINE}/restore/plan-places.ts`,
    from: 'return motion === undefined ? [still] : [{ file: motion, place: place(motionExtension) }, still];',
    to: 'return [still];',
  },
  {
    bug: 'another file of the same name is taken for what is to be restored',
    file: `${ENGINE}/restore/choose-candidate.ts`,
    from: "return state.kind === 'file' && state.checksum === checksum;",
    to: "return state.kind === 'file' && checksum !== undefined;",
  },
];
