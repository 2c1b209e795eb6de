import type {
  AlbumId,
  AlbumRecord,
  AssetId,
  AssetRecord,
  BackupController,
  BackupSnapshot,
} from '@keepsake/engine';
import type { AppPorts } from '../src/controller/app-ports.ts';
import { Settable } from './settable.ts';

const ALBUMS = 2_000;
const FAILED = 10_000;
const HOUR_MS = 3_600_000;
/** As often as the engine tells it at most. */
const TELL_MS = 100;
/** Each photo on its way takes so many of these. */
const TURNS = 12;

/**
 * A library of any size over a small one, with an upload that goes on and on: its lists are made as they are asked for. For
 * measuring the screens; what is asked about one photo is answered for one of the small library.
 */
export async function enlarge(ports: AppPorts, photoCount: number): Promise<AppPorts> {
  const { controller, clock } = ports;
  const [model] = await controller.listAssets({
    kind: 'listed',
    standing: undefined,
    settlement: undefined,
    after: undefined,
    limit: 1,
  });
  const albumModels = await controller.listAlbums();
  if (model === undefined) throw new Error('the small library is empty');
  const nowMs = clock.now();

  const photoAt = (index: number, list: string): AssetRecord => {
    const createdAtMs = nowMs - index * 6 * HOUR_MS;
    const fileName = `IMG_${String(photoCount - index).padStart(6, '0')}.${index % 19 === 7 ? 'mp4' : 'jpg'}`;
    return {
      ...model,
      asset: {
        ...model.asset,
        id: `${list} ${index}` as AssetId,
        kind: index % 19 === 7 ? 'video' : 'image',
        createdAtMs,
        original: { ...model.asset.original, fileName },
      },
      ...(list === 'failed' && {
        settlement: {
          kind: 'failed',
          failure: {
            code: index % 3 === 0 ? 'read-failed' : 'file-unreadable',
            detail: '',
            attempts: 5,
            atMs: nowMs - HOUR_MS,
          },
        },
      }),
    };
  };
  const listAssets: BackupController['listAssets'] = async (query) => {
    if (query.kind !== 'listed') return controller.listAssets(query);
    const list = query.settlement === 'failed' ? 'failed' : 'all';
    const count = list === 'failed' ? FAILED : photoCount;
    const from = query.after === undefined ? 0 : Number(query.after.id.split(' ')[1]) + 1;
    const length = Math.max(0, Math.min(query.limit, count - from));
    return Array.from({ length }, (_, index) => photoAt(from + index, list));
  };
  const albums: readonly AlbumRecord[] = Array.from({ length: ALBUMS }, (_, index) => {
    const album = albumModels[index] ?? albumModels[albumModels.length - 1];
    if (album === undefined) throw new Error('the small library has no album');
    if (index < albumModels.length) return album;
    return { ...album, id: `album ${index}` as AlbumId, name: `Holiday ${index}`, choice: 'none' };
  });

  const snapshot = new Settable<BackupSnapshot>(uploadingAt(0));
  let turn = 0;
  setInterval(() => snapshot.set(uploadingAt((turn += 1))), TELL_MS);

  function uploadingAt(at: number): BackupSnapshot {
    const before = controller.snapshot();
    const settledCount = Math.floor(at / TURNS) * 4;
    const { statistics } = before;
    if (statistics === undefined) return before;
    const sizeBytes = 3_000_000;
    return {
      ...before,
      activity: { kind: 'uploading' },
      statistics: {
        ...statistics,
        candidates: {
          ...statistics.candidates,
          totalCount: photoCount,
          backedUpCount: photoCount / 2 + settledCount,
          waitingCount: photoCount / 2 - settledCount - FAILED,
          failedCount: FAILED,
        },
      },
      progress: {
        settledCount,
        totalCount: photoCount / 2,
        uploadedCount: settledCount,
        duplicateCount: 0,
        failedCount: 0,
        goneCount: 0,
        deletedCount: 0,
        bytesDone: at * 1_000_000,
        bytesTotal: (photoCount / 2) * sizeBytes,
        bytesUploaded: at * 1_000_000,
        bytesPerSecond: 10_000_000,
        remainingMs: 3 * HOUR_MS,
      },
      transfers: [0, 1, 2, 3].map((place) => {
        const { asset } = photoAt(settledCount + place, 'all');
        const percentage = ((at % TURNS) * 100) / TURNS;
        return {
          asset: {
            id: asset.id,
            fileName: asset.original.fileName,
            fileType: 'IMAGE',
            fileSize: sizeBytes,
            fileCreatedAt: new Date(asset.createdAtMs).toISOString(),
            iCloudAsset: false,
          },
          progress: { bytesUploaded: (sizeBytes * percentage) / 100, totalBytes: sizeBytes, percentage },
          bytesDownloaded: undefined,
          bytesRead: undefined,
        };
      }),
    };
  }

  return {
    ...ports,
    controller: {
      ...controller,
      listAssets,
      listAlbums: async () => albums,
      snapshot: () => snapshot.current(),
      subscribe: (observer) => snapshot.subscribe(observer),
    },
  };
}
