import { CancelSource, type AssetId } from '@keepsake/engine';
import { describe, expect, it } from 'vitest';
import { FramesInTurn } from './frames-in-turn.ts';

const id = (name: string): AssetId => name as AssetId;

/** Draws what it is told to, one by one. */
function openDrawing() {
  const begun: string[] = [];
  const ends = new Map<string, (uri: string | undefined) => void>();
  const forgotten: string[] = [];
  const frames = new FramesInTurn(
    (video) => {
      begun.push(video);
      return new Promise((resolve) => ends.set(video, resolve));
    },
    (uri) => forgotten.push(uri),
  );
  const end = async (name: string, isDrawn = true): Promise<void> => {
    ends.get(name)?.(isDrawn ? `frame of ${name}` : undefined);
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  return { frames, begun, end, forgotten };
}

describe('frames of videos', () => {
  it('are drawn two at a time, what was asked for last first, and not what is scrolled away', async () => {
    const { frames, begun, end } = openDrawing();
    const gone = new CancelSource();
    const stays = new CancelSource();
    const asked = ['a', 'b', 'c', 'd', 'e'].map((name) =>
      frames.frameOf(id(name), name === 'd' ? gone : stays),
    );
    expect(begun).toEqual(['a', 'b']);
    gone.cancel();
    await end('a');
    expect(begun).toEqual(['a', 'b', 'e']);
    await end('e');
    expect(begun).toEqual(['a', 'b', 'e', 'c']);
    await end('b');
    await end('c');
    expect(await Promise.all(asked)).toEqual([
      'frame of a',
      'frame of b',
      'frame of c',
      undefined,
      'frame of e',
    ]);
  });

  it('are drawn once; what cannot be drawn is tried again after the link was lost', async () => {
    const { frames, begun, end } = openDrawing();
    const signal = new CancelSource();
    const first = frames.frameOf(id('a'), signal);
    await end('a');
    expect([await first, await frames.frameOf(id('a'), signal)]).toEqual(['frame of a', 'frame of a']);
    const broken = frames.frameOf(id('b'), signal);
    await end('b', false);
    expect([await broken, await frames.frameOf(id('b'), signal)]).toEqual([undefined, undefined]);
    expect(begun).toEqual(['a', 'b']);
    frames.forgetFailures();
    void frames.frameOf(id('b'), signal);
    expect(begun).toEqual(['a', 'b', 'b']);
  });

  it('are tried again where drawing was given up because nobody wanted it', async () => {
    const { frames, begun, end } = openDrawing();
    const leaving = new CancelSource();
    const first = frames.frameOf(id('a'), leaving);
    leaving.cancel();
    await end('a', false);
    expect(await first).toBeUndefined();
    void frames.frameOf(id('a'), new CancelSource());
    expect(begun).toEqual(['a', 'a']);
  });

  it('are kept for some hundreds of videos, those that were drawn last', async () => {
    const { frames, end, forgotten } = openDrawing();
    for (let index = 0; index < 301; index += 1) {
      const asked = frames.frameOf(id(`${index}`), new CancelSource());
      await end(`${index}`);
      await asked;
    }
    expect(forgotten).toEqual(['frame of 0']);
  });
});
