import type { PhoneAsset, SimulatedWorld } from '@keepsake/testkit';

/** What the person's choice makes of an asset, thought out here once more, and not as the engine does. */
export type Expected = 'candidate' | 'excluded' | 'not-selected' | 'ignored';

export function expectedOf({ phone, person }: SimulatedWorld, asset: PhoneAsset): Expected {
  if (asset.kind === 'unsupported') return 'ignored';
  const choices = new Set([...phone.albums.of(asset)].map((id) => person.choiceOf(id).choice));
  if (choices.has('excluded')) return 'excluded';
  if (!choices.has('selected')) return 'not-selected';
  const { cutOffAtMs, ignoreIcloudAssets } = person.settings;
  if (cutOffAtMs !== null && asset.createdAtMs < cutOffAtMs) return 'ignored';
  if (ignoreIcloudAssets && asset.cloud.kind === 'in-cloud') return 'ignored';
  return 'candidate';
}
