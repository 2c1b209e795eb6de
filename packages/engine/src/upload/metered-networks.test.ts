import { createEngineWorld, createGate, FakeRemote } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import type { IsMeteredAllowed, Settings, StartOptions, UploadId } from '../index.ts';

const MIB = 1024 * 1024;

/** A photo and a film that go whole, and one of each that go in chunks. */
async function openWorld(settings: Partial<Settings>) {
  const remote = new FakeRemote({ can: { resumable: { maxAppendBytes: undefined } } });
  const world = createEngineWorld({ remote });
  /** What was said of each, by its name. */
  const said = new Map<string, IsMeteredAllowed | undefined>();
  const upload = remote.upload.bind(remote);
  remote.upload = (request, ...rest) => {
    said.set(request.original.fileName, request.isMeteredAllowed);
    return upload(request, ...rest);
  };
  const names = new Map<UploadId, string>();
  const { resumable } = remote;
  const [create, append] = [resumable.create.bind(resumable), resumable.append.bind(resumable)];
  resumable.create = async (announcement, signal) => {
    const state = await create(announcement, signal);
    if (state.kind === 'open') names.set(state.upload, announcement.fileName);
    return state;
  };
  resumable.append = (chunk, ...rest) => {
    said.set(names.get(chunk.upload)!, chunk.isMeteredAllowed);
    return append(chunk, ...rest);
  };
  const sizes = { 'a.jpg': 100, 'b.mp4': 100, 'c.jpg': 9 * MIB, 'd.mp4': 9 * MIB };
  for (const [index, [fileName, sizeBytes]] of Object.entries(sizes).entries())
    world.library.addAsset({ fileName, content: { sizeBytes, seed: index + 1 } });
  await world.choose();
  await world.engine.changeSettings(settings);
  return { ...world, said };
}

describe('what is said of the networks that an upload may go over', () => {
  const photos = { useCellularForUploadPhotos: true };
  const both = { ...photos, useCellularForUploadVideos: true };
  it.each<[string, Partial<Settings>, StartOptions, photo: boolean, film: boolean]>([
    ['nothing is allowed', {}, {}, false, false],
    ['photos are', photos, {}, true, false],
    ['both are', both, {}, true, true],
    ['the background keeps to Wi-Fi', both, { kind: 'background' }, false, false],
    ['the background may, too', { ...photos, requireUnmetered: false }, { kind: 'background' }, true, false],
    ['the person allows it this once', {}, { isOverMeteredAllowed: true }, true, true],
  ])(
    '[N2] is what the person allows for its kind, on Wi-Fi too: %s',
    async (_what, settings, options, photo, film) => {
      const { engine, said } = await openWorld(settings);
      expect(await engine.start(options)).toEqual({ kind: 'completed' });
      const allowed = Object.fromEntries([...said].map(([name, isAllowed]) => [name, isAllowed?.()]));
      expect(allowed).toEqual({ 'a.jpg': photo, 'b.mp4': film, 'c.jpg': photo, 'd.mp4': film });
    },
  );

  it('[N2] does not depend on power, which holds back what is begun', async () => {
    const { engine, said, conditions } = await openWorld({
      ...photos,
      requireUnmetered: false,
      requireCharging: true,
    });
    expect(await engine.start({ kind: 'background' })).toEqual({ kind: 'completed' });
    conditions.change({ isCharging: false });
    expect(said.get('a.jpg')?.()).toBe(true);
  });

  it('[N2] is another as soon as the person changes their mind, in the middle of a run', async () => {
    const { engine, said, remote } = await openWorld(photos);
    const [isSending, mayEnd] = [createGate(), createGate()];
    remote.inject({
      method: 'append',
      fault: {
        kind: 'wait',
        afterBytes: 1_000,
        until: () => {
          void isSending.pass();
          return mayEnd.pass();
        },
      },
    });
    const running = engine.start();
    await isSending.reached;
    const answers = () => ['c.jpg', 'd.mp4'].flatMap((name) => said.get(name)?.() ?? []);
    expect(answers()).toContain(true);
    await engine.changeSettings({ useCellularForUploadPhotos: false });
    expect(answers()).not.toContain(true);
    mayEnd.open();
    expect(await running).toEqual({ kind: 'completed' });
  });
});
