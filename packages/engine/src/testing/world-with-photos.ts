import { createEngineWorld, type EngineWorld, type NewFakeAsset } from '@keepsake/testkit';
import { expect } from 'vitest';
import type { AssetId, UploadRequest } from '../index.ts';

/** A world with photos 0.jpg, 1.jpg … chosen for backup; the last is the newest. `more` is what is otherwise about each. */
export async function worldWithPhotos(
  count: number,
  options: Parameters<typeof createEngineWorld>[0] = {},
  more: (index: number) => Partial<NewFakeAsset> = () => ({}),
) {
  const world = createEngineWorld(options);
  const ids = Array.from({ length: count }, (_, index) =>
    world.library.addAsset({ fileName: `${index}.jpg`, ...more(index) }),
  );
  await world.choose();
  return { ...world, ids };
}

/** Whether an upload is of the photo of this name. */
export const isOf =
  (fileName: string) =>
  (request: UploadRequest): boolean =>
    request.original.fileName === fileName;

/** What the engine says of an asset. */
export const whyOf = async ({ engine }: Pick<EngineWorld, 'engine'>, id: AssetId) =>
  (await engine.explain(id))?.why;

/** A run left no file open, holds no lock and shows no transfer. */
export function expectNothingLeftBehind({ library, runLock, engine }: EngineWorld): void {
  expect(library.openCount).toBe(0);
  expect(runLock.isHeld).toBe(false);
  expect(engine.snapshot()).toMatchObject({ activity: { kind: 'idle' }, transfers: [] });
}
