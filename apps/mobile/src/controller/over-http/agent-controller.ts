import type {
  AlbumChoice,
  AlbumId,
  AlbumRecord,
  AssetRecord,
  BackupController,
  BackupSnapshot,
  BackupStatus,
  FreeingProposal,
  FreeingResult,
  RunOutcome,
  ScanOptions,
  VerifyReport,
} from '@keepsake/engine';
import { fromWire } from '@keepsake/protocol/local';
import type { Watched } from '../watched.ts';
import type { AgentRuns } from './agent-runs.ts';
import type { CallAgent } from './call-agent.ts';

/** Before the agent said anything. */
export const NO_SNAPSHOT: BackupSnapshot = {
  activity: { kind: 'idle' },
  statistics: undefined,
  lastBackupAtMs: undefined,
  lastVerifiedAtMs: undefined,
  damage: undefined,
  progress: undefined,
  transfers: [],
  storage: undefined,
  albumSync: undefined,
  lastOutcome: undefined,
  isPaused: false,
};

/** The agent's engine, as if it were here. */
export function createAgentController(
  call: CallAgent,
  runs: AgentRuns,
  snapshot: Watched<BackupSnapshot>,
): BackupController {
  const listAlbums = async (): Promise<readonly AlbumRecord[]> =>
    fromWire<readonly AlbumRecord[]>((await call('list-albums', {})).albums);

  /** A function does not travel: the albums are looked at first, and its answer travels. */
  const choose = async (
    chooseAlbums: ScanOptions['chooseAlbums'],
  ): Promise<
    { readonly refused: RunOutcome } | { readonly choices?: readonly (readonly [AlbumId, AlbumChoice])[] }
  > => {
    if (chooseAlbums === undefined) return {};
    const { outcome } = await runs.run({ goal: 'scan' });
    if (outcome.kind !== 'completed') return { refused: outcome };
    return { choices: [...chooseAlbums(await listAlbums())] };
  };

  return {
    snapshot: () => snapshot.current(),
    subscribe: (onChange) => snapshot.subscribe(onChange),
    async scan({ chooseAlbums } = {}) {
      const chosen = await choose(chooseAlbums);
      return 'refused' in chosen ? chosen.refused : (await runs.run({ goal: 'scan', ...chosen })).outcome;
    },
    async start({ chooseAlbums, ...options } = {}) {
      const chosen = await choose(chooseAlbums);
      if ('refused' in chosen) return chosen.refused;
      return (await runs.run({ goal: 'backup', ...chosen, ...options })).outcome;
    },
    cancel() {
      // With the link lost nothing can be cancelled, and the frame says so.
      call('cancel-run', {}).catch(() => undefined);
    },
    readStatus: async () => fromWire<BackupStatus>(await call('read-status', {})),
    listAlbums,
    async chooseAlbums(choices) {
      await call('choose-albums', { choices: [...choices] });
    },
    readSettings: () => call('read-settings', {}),
    async changeSettings(settings) {
      await call('change-settings', settings);
    },
    listAssets: async (query) => fromWire<readonly AssetRecord[]>((await call('list-assets', query)).records),
    async explain(id) {
      const { explanation } = await call('explain', { id });
      return (
        explanation && fromWire<NonNullable<Awaited<ReturnType<BackupController['explain']>>>>(explanation)
      );
    },
    retry: async (ids) => (await call('retry', { ids: ids === 'all-failed' ? ids : [...ids] })).count,
    uploadAgain: async (ids) =>
      (await call('upload-again', { ids: ids === 'all-deleted' ? ids : [...ids] })).count,
    async verify({ isDeep }) {
      const { outcome, report } = await runs.run({ goal: 'verify', isDeep });
      return { outcome, report: report && fromWire<VerifyReport>(report) };
    },
    proposeFreeing: async () => fromWire<FreeingProposal>(await call('propose-freeing', {})),
    async freeSpace(ids) {
      const { outcome, result } = await runs.run({ goal: 'free-space', ids });
      return { outcome, result: result && fromWire<FreeingResult>(result) };
    },
  };
}
