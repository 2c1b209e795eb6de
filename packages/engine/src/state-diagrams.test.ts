import { readPage } from '@keepsake/testkit';
import { expect, it } from 'vitest';
import { transitionAsset, type AssetEvent } from './asset/asset-machine.ts';
import { BackupError, ERROR_CODES, type RemoteAssetId, type Settlement, type UploadId } from './index.ts';
import { startRun, transitionRun, type RunEvent, type RunState } from './run/run-machine.ts';
import {
  startTransfer,
  transitionTransfer,
  type TransferEvent,
  type TransferState,
} from './transfer/transfer-machine.ts';

/** The arrows of one picture, without the words beside them. */
async function arrowsDrawn(name: string): Promise<readonly string[]> {
  const pictures = (await readPage('ARCHITECTURE.md')).split('```mermaid').slice(1);
  const picture = pictures.find((text) => text.includes(`%% ${name}\n`))!.split('```')[0]!;
  const arrows = [...picture.matchAll(/^ *(\S+) --> ([^\s:]+)/gm)];
  return arrows.map(([, from, to]) => `${from} --> ${to}`.replaceAll('_', '-')).toSorted();
}

const sorted = (arrows: ReadonlySet<string>): readonly string[] => [...arrows].toSorted();
const errorOf = (code: BackupError['code']): BackupError => new BackupError(code, '');

it('the picture of a run shows each way from state to state, and no other', async () => {
  const done: RunEvent = { kind: 'done' };
  const anywhere: readonly RunEvent[] = [
    { kind: 'failed', error: errorOf('server-error') },
    { kind: 'failed', error: errorOf('quota-exceeded') },
    { kind: 'cancelled', why: 'unwanted' },
  ];
  const held: RunEvent = { kind: 'held-back', by: 'wi-fi' };
  /** How each state's one effect can end. */
  const endings: Readonly<Record<RunState['kind'], readonly RunEvent[]>> = {
    locking: [done, { kind: 'lock-refused' }, ...anywhere],
    preparing: [done, ...anywhere],
    opening: [done, held, ...anywhere],
    connecting: [done, ...anywhere],
    observing: [done, ...anywhere],
    comparing: [done, ...anywhere],
    uploading: [
      { kind: 'pass-ended' },
      { kind: 'all-settled' },
      { kind: 'must-wait', for: { kind: 'network' } },
      { kind: 'must-wait', for: { kind: 'retry', atMs: 1 } },
      {
        kind: 'must-wait',
        for: { kind: 'conditions', hold: 'wi-fi', before: { image: 'wi-fi', video: 'wi-fi' } },
      },
      held,
      ...anywhere,
    ],
    waiting: [{ kind: 'waited', dueMs: undefined }, ...anywhere],
    'syncing-albums': [done, ...anywhere],
    proving: [done, ...anywhere],
    stamping: [done, ...anywhere],
    releasing: [done],
    ended: [],
  };
  const arrows = new Set(['[*] --> locking', 'ended --> [*]']);
  for (const goal of ['backup', 'scan', 'prove'] as const) {
    const seen = new Set<string>();
    const open: RunState[] = [startRun().state];
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      for (const event of endings[state.kind]) {
        const next = transitionRun(goal, state, event).state;
        arrows.add(`${state.kind} --> ${next.kind}`);
        const key = JSON.stringify(next);
        if (!seen.has(key)) open.push(next);
        seen.add(key);
      }
    }
  }
  expect(await arrowsDrawn('run')).toEqual(sorted(arrows));
});

it('the picture of an asset shows each way from state to state, and no other', async () => {
  const failure = { code: 'timeout', detail: '', attempts: 1, atMs: 0 } as const;
  const confirmed = {
    kind: 'backed-up',
    how: 'uploaded',
    remoteId: 'r' as RemoteAssetId,
    atMs: 1,
  } as const;
  const states: readonly Settlement[] = [
    { kind: 'pending' },
    confirmed,
    { kind: 'retrying', failure, nextAttemptAtMs: 1 },
    { kind: 'failed', failure },
    { kind: 'deleted-on-server', atMs: 1 },
    { kind: 'gone', atMs: 1 },
  ];
  const events: readonly AssetEvent[] = [
    { kind: 'confirmed', as: confirmed },
    ...ERROR_CODES.map((code): AssetEvent => {
      const { disposition } = errorOf(code);
      const error = { code, disposition, detail: '', retryAfterMs: undefined };
      return { kind: 'turn-failed', error, atMs: 1, chance: 0 };
    }),
    { kind: 'seen', isNewVersion: true },
    { kind: 'seen', isNewVersion: false },
    { kind: 'retry-wanted' },
    { kind: 'missed-on-server', atMs: 1 },
    { kind: 'upload-again-wanted' },
    { kind: 'found-damaged' },
  ];
  const arrows = new Set(['[*] --> pending']);
  for (const state of states) {
    for (const event of events) {
      const next = transitionAsset(state, event).state;
      if (next.kind !== state.kind) arrows.add(`${state.kind} --> ${next.kind}`);
    }
  }
  expect(await arrowsDrawn('asset')).toEqual(sorted(arrows));
});

it('the picture of a transfer shows each way from state to state, and no other', async () => {
  const upload = 'u' as UploadId;
  const outcome = { kind: 'created', remoteId: 'r' as RemoteAssetId, checksum: undefined } as const;
  const events: readonly TransferEvent[] = [
    { kind: 'answered', state: { kind: 'open', upload, offset: 0 } },
    { kind: 'answered', state: { kind: 'open', upload, offset: 5 } },
    { kind: 'answered', state: { kind: 'kept', outcome } },
    { kind: 'answered', state: { kind: 'unknown' } },
    { kind: 'failed', error: errorOf('network') },
  ];
  const arrows = new Set(['[*] --> announcing', '[*] --> looking', 'kept --> [*]', 'broken-off --> [*]']);
  const seen = new Set<string>();
  const open: TransferState[] = [startTransfer(undefined).state, startTransfer(upload).state];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    if (state.kind === 'kept' || state.kind === 'broken-off') continue;
    for (const event of events) {
      const next = transitionTransfer(state, event, { sizeBytes: 10, chunkBytes: 5 }).state;
      arrows.add(`${state.kind} --> ${next.kind}`);
      const key = JSON.stringify(next);
      if (!seen.has(key)) open.push(next);
      seen.add(key);
    }
  }
  expect(await arrowsDrawn('transfer')).toEqual(sorted(arrows));
});
