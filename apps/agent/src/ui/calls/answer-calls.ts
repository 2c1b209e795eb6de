import type { AlbumChoice, AlbumId, AssetId, CancelSignal, Clock, Settings } from '@keepsake/engine';
import { fromWire, type Answered, type Asked, type LocalCallName } from '@keepsake/protocol/local';
import { placesOn } from '../folders/places.ts';
import { countPhotos } from '../folders/count-photos.ts';
import { listFolders } from '../folders/list-folders.ts';
import type { AgentHost } from '../host/agent-host.ts';
import type { RunBook } from '../host/run-book.ts';

/** Answers each call of the local API. Errors: `BackupError`; the signal is given when whoever asked went away. */
export type CallAnswers = {
  readonly [Name in LocalCallName]: (asked: Asked<Name>, signal: CancelSignal) => Promise<Answered<Name>>;
};

/** The calls as the agent answers them: the engine's, and what is not the engine's. */
export function answerCalls(host: AgentHost, runs: RunBook, clock: Pick<Clock, 'now'>): CallAnswers {
  const { controller, account } = host;
  const places = placesOn(process.platform);
  return {
    'start-run': async (wanted) => ({ run: runs.begin(wanted) }),
    'read-run': async ({ run }) => runs.read(run),
    async 'cancel-run'() {
      controller.cancel();
      return {};
    },
    'read-status': () => controller.readStatus(),
    'list-albums': async () => ({ albums: await controller.listAlbums() }),
    async 'choose-albums'({ choices }) {
      await controller.chooseAlbums(choicesOf(choices));
      return {};
    },
    'read-settings': () => controller.readSettings(),
    async 'change-settings'(settings) {
      await controller.changeSettings(definedOf(settings));
      return {};
    },
    'list-assets': async (query) => ({
      records: await controller.listAssets(
        query.kind === 'by-id'
          ? { kind: 'by-id', ids: idsOf(query.ids) }
          : {
              kind: 'listed',
              standing: query.standing,
              settlement: query.settlement,
              albumId: query.albumId === undefined ? undefined : fromWire<AlbumId>(query.albumId),
              assetKinds: query.assetKinds,
              how: query.how,
              after: cursorOf(query.after),
              limit: query.limit,
            },
      ),
    }),
    explain: async ({ id }) => ({ explanation: await controller.explain(fromWire<AssetId>(id)) }),
    retry: async ({ ids }) => ({
      count: await controller.retry(ids === 'all-failed' ? ids : idsOf(ids)),
    }),
    'upload-again': async ({ ids }) => ({
      count: await controller.uploadAgain(ids === 'all-deleted' ? ids : idsOf(ids)),
    }),
    'propose-freeing': () => controller.proposeFreeing(),

    'find-server': ({ address }, signal) => account.findServer(address, signal),
    'sign-in': ({ serverUrl, login }) => host.signIn(serverUrl, login),
    'change-password': (words) => host.changePassword(words),
    async 'sign-out'(options) {
      await host.signOut(options);
      return {};
    },

    'list-folders': ({ path }) => listFolders(path, places),
    'count-photos': ({ path }, signal) => countPhotos(path, clock, signal),
    async 'choose-folders'({ paths }) {
      await host.chooseFolders(paths);
      return {};
    },

    search: async ({ text, meanings, after, limit }) => ({
      records: (await host.reports?.search({ text, meanings, after: cursorOf(after), limit })) ?? [],
    }),
    async 'preview-choices'({ choices }) {
      const preview = await host.reports?.previewChoices(choicesOf(choices));
      return preview === undefined
        ? {
            statistics: (await controller.readStatus()).statistics,
            candidateBytes: 0,
            keptOut: [],
            unsupported: [],
          }
        : { ...preview, keptOut: [...preview.keptOut], unsupported: [...preview.unsupported] };
    },
    'read-days': async ({ fromMs }) => ({ days: (await host.reports?.readDays(fromMs)) ?? [] }),
    'read-albums': async () => ({ albums: (await host.reports?.readAlbums()) ?? [] }),
  };
}

const idsOf = (ids: readonly string[]): readonly AssetId[] => fromWire<readonly AssetId[]>(ids);

const choicesOf = (entries: readonly (readonly [string, AlbumChoice])[]): ReadonlyMap<AlbumId, AlbumChoice> =>
  new Map(entries.map(([id, choice]) => [fromWire<AlbumId>(id), choice]));

function cursorOf(
  cursor: { readonly createdAtMs: number; readonly id: string } | undefined,
): { readonly createdAtMs: number; readonly id: AssetId } | undefined {
  return cursor && { createdAtMs: cursor.createdAtMs, id: fromWire<AssetId>(cursor.id) };
}

function definedOf(settings: Asked<'change-settings'>): Partial<Settings> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
