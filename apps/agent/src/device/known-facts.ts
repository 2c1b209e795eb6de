import type { AssetId, DeviceAsset, PartFacts } from '@keepsake/engine';

/** What was known of these assets when they were last looked at; unknown ones are absent. */
export type RecallAssets = (ids: readonly AssetId[]) => Promise<readonly DeviceAsset[]>;

/**
 * Gives what is in iCloud alone the size and time that it had while it was here. A placeholder tells neither, and what
 * was backed up before it went to the cloud must not look like another version that has to come back first.
 */
export async function withKnownFacts(
  assets: readonly DeviceAsset[],
  recall: RecallAssets,
): Promise<readonly DeviceAsset[]> {
  const unknown = assets.filter(
    ({ original, motion }) => !isKnown(original) || (motion !== undefined && !isKnown(motion)),
  );
  if (unknown.length === 0) return assets;
  const known = new Map((await recall(unknown.map(({ id }) => id))).map((asset) => [asset.id, asset]));
  return assets.map((asset) => {
    const before = known.get(asset.id);
    if (before === undefined) return asset;
    const original = recalled(asset.original, before.original);
    const motion = asset.motion && recalled(asset.motion, before.motion);
    // The date by which it is sorted belongs to the version, too.
    const { createdAtMs } = original === asset.original ? asset : before;
    return { ...asset, original, motion, createdAtMs };
  });
}

const isKnown = ({ sizeBytes }: PartFacts): boolean => sizeBytes !== undefined;

function recalled(part: PartFacts, before: PartFacts | undefined): PartFacts {
  if (isKnown(part) || before === undefined || !isKnown(before)) return part;
  return before.fileName === part.fileName ? before : part;
}
