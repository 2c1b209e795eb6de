import type { AssetId, DeviceAsset, PartFacts } from '@keepsake/engine';
import { parseStored } from './unavailable.ts';

type ListedPart = readonly [fileName: string, sizeBytes: number | null, modifiedAtMs: number];
type Listing = readonly [
  kind: DeviceAsset['kind'],
  original: ListedPart,
  motion: ListedPart | null,
  createdAtMs: number,
  isFavorite: 0 | 1,
  durationMs: number | null,
  isInCloud: 0 | 1,
];

/** An asset as the device shows it, but for its id, as text: equal texts, nothing changed. */
export function listingOf(asset: DeviceAsset): string {
  const listing: Listing = [
    asset.kind,
    listedPart(asset.original),
    asset.motion === undefined ? null : listedPart(asset.motion),
    asset.createdAtMs,
    asset.isFavorite ? 1 : 0,
    asset.durationMs ?? null,
    asset.isInCloud ? 1 : 0,
  ];
  return JSON.stringify(listing);
}

/** The asset that `listingOf` made the text of. */
export function parseListing(id: AssetId, text: string): DeviceAsset {
  const [kind, original, motion, createdAtMs, isFavorite, durationMs, isInCloud] = parseStored<Listing>(text);
  return {
    id,
    kind,
    original: partOf(original),
    motion: motion === null ? undefined : partOf(motion),
    createdAtMs,
    isFavorite: isFavorite === 1,
    durationMs: durationMs ?? undefined,
    isInCloud: isInCloud === 1,
  };
}

/** The place of a date in the order newest first, ascending. Whole, so that a cursor finds exactly the place that it came from. */
export function newestKeyOf(createdAtMs: number): number {
  return -Math.floor(createdAtMs);
}

function listedPart(part: PartFacts): ListedPart {
  return [part.fileName, part.sizeBytes ?? null, part.modifiedAtMs];
}

function partOf([fileName, sizeBytes, modifiedAtMs]: ListedPart): PartFacts {
  return { fileName, sizeBytes: sizeBytes ?? undefined, modifiedAtMs };
}
