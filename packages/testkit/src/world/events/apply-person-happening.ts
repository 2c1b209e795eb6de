import type { SimulatedWorld } from '../simulated-world.ts';
import type { PersonHappening } from './world-event.ts';

/** Lets the person do it, in the app, which they open for it. */
export async function applyPersonHappening(world: SimulatedWorld, happening: PersonHappening): Promise<void> {
  const { engine } = world.openApp();
  switch (happening.kind) {
    case 'backup-wanted':
      void world.run('app', { kind: 'foreground', isOverMeteredAllowed: happening.isOverMeteredAllowed });
      return;
    case 'cancelled':
      engine.cancel();
      return;
    case 'verify-wanted':
      world.perform('verify', engine.verify({ isDeep: happening.isDeep }));
      return;
    case 'space-freed':
      world.perform('free-space', freeSpace());
      return;
    case 'album-chosen':
      if (!(await world.say('choice', chooseAlbum()))) await rememberChoices();
      return;
    case 'settings-changed': {
      const before = world.person.settings;
      // Who forbids something may expect it from that moment on; the engine is held to it from the next run on.
      world.person.set(happening.settings, world.clock.elapsedMs);
      if (!(await world.say('settings', engine.changeSettings(happening.settings)))) {
        const { settings } = await world.ledger.readState();
        world.person.set({ ...before, ...settings }, world.clock.elapsedMs);
      }
      return;
    }
    case 'retry-wanted':
      await world.say('retry', engine.retry('all-failed'));
      return;
    case 'upload-again-wanted':
      await world.say('upload-again', engine.uploadAgain('all-deleted'));
      return;
  }

  async function chooseAlbum(): Promise<void> {
    if (happening.kind !== 'album-chosen') return;
    const { choice } = happening;
    const albums = [...(await engine.listAlbums())].sort((a, b) => (a.id < b.id ? -1 : 1));
    const album = albums[happening.album % albums.length];
    if (album === undefined) return;
    await engine.chooseAlbums(new Map([[album.id, choice]]));
    world.person.choose(album.id, choice, world.clock.elapsedMs);
  }

  /** The app died over it: whether it was written down shows the next time that the person looks. */
  async function rememberChoices(): Promise<void> {
    for (const { id, choice } of await world.ledger.readAlbums()) {
      if (world.person.choiceOf(id).choice !== choice) world.person.choose(id, choice, world.clock.elapsedMs);
    }
  }

  async function freeSpace(): Promise<void> {
    const { records } = await engine.proposeFreeing();
    // Not all of them: a library that is suddenly empty is held for one whose disk is gone.
    await engine.freeSpace(records.slice(0, 2).map((record) => record.asset.id));
  }
}
