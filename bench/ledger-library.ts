import { createHash } from 'node:crypto';
import { versionOf, type AlbumId, type AssetId, type DeviceAlbum, type SeenAsset } from '@keepsake/engine';

/** Assets that a scan hands over at once. */
const PAGE = 5_000;

/** An album of everything and five that hold a twentieth of it each. */
export interface BenchAlbum extends DeviceAlbum {
  /** The place of its first asset in the library, and of the one after its last. */
  readonly from: number;
  readonly to: number;
}

/** The albums of a made-up library. */
export function benchAlbums(count: number, marker: string): readonly BenchAlbum[] {
  const album = (name: string, kind: DeviceAlbum['kind'], from: number, to: number): BenchAlbum => {
    return { id: name as AlbumId, name, kind, parentId: undefined, marker, assetCount: to - from, from, to };
  };
  const share = Math.floor(count / 20);
  return [
    album('Recents', 'everything', 0, count),
    ...[1, 4, 8, 12, 16].map((place) =>
      album(`Album ${place}`, 'ordinary', place * share, (place + 1) * share),
    ),
  ];
}

/** The pages of an album, made one by one. */
export function* pagesOf({ from, to }: BenchAlbum): Generator<readonly SeenAsset[]> {
  for (let start = from; start < to; start += PAGE) {
    const length = Math.min(PAGE, to - start);
    yield Array.from({ length }, (_, index) => assetAt(start + index));
  }
}

/** Ids are those of iOS: random, so that neighbours in the library are none in an index. */
function assetAt(place: number): SeenAsset {
  const hex = createHash('md5').update(String(place)).digest('hex').toUpperCase();
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  const createdAtMs = 1_700_000_000_000 - place * 60_000;
  const isVideo = place % 10 === 0;
  const asset = {
    id: `${uuid}/L0/001` as AssetId,
    kind: isVideo ? ('video' as const) : ('image' as const),
    original: {
      fileName: `IMG_${String(place % 10_000).padStart(4, '0')}.${isVideo ? 'MOV' : 'HEIC'}`,
      sizeBytes: 2_000_000 + (place % 1_000),
      modifiedAtMs: createdAtMs + 5,
    },
    motion:
      place % 3 === 1
        ? { fileName: `IMG_${place % 10_000}.MOV`, sizeBytes: 1_000_000, modifiedAtMs: createdAtMs }
        : undefined,
    createdAtMs,
    isFavorite: place % 50 === 0,
    durationMs: isVideo ? 12_345 : undefined,
    isInCloud: place % 7 === 0,
  };
  return { asset, version: versionOf(asset) };
}
