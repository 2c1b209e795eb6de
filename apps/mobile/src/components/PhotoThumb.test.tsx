import { describe, expect, it } from '@jest/globals';
import { act, fireEvent, waitFor } from '@testing-library/react-native';
import type { AssetId, CancelSignal } from '@keepsake/engine';
import { Image } from 'react-native';
import type { SimulatedApp } from '../../simulated/create-simulated-app.ts';
import { renderApp, screen } from '../../simulated/render-app.tsx';
import { SCENARIOS } from '../../simulated/scenarios.ts';
import { PhotoThumb, type ThumbAsset } from './PhotoThumb.tsx';

async function show(asset: Partial<ThumbAsset>, edge = 110): Promise<SimulatedApp> {
  const app = await SCENARIOS['no-access']();
  renderApp(app, {
    index: () => <PhotoThumb asset={{ id: 'one' as AssetId, kind: 'image', ...asset }} edge={edge} />,
  });
  return app;
}

describe('a photo that cannot be shown', () => {
  it.each([
    ['a photo', { original: { fileName: 'IMG_1.HEIC' } }, 'image-outline', 'HEIC'],
    ['a RAW file', { original: { fileName: 'DSC_1.nef' } }, 'camera-outline', 'RAW'],
    ['a video', { kind: 'video' as const, original: { fileName: 'film.mp4' } }, 'filmstrip', 'MP4'],
  ])('says what it is: %s', async (_what, asset, icon, word) => {
    await show(asset);
    fireEvent(await waitFor(() => screen.UNSAFE_getByType(Image)), 'error');
    expect(screen.getByTestId(`stand-in ${icon}`, { includeHiddenElements: true })).toBeTruthy();
    expect(screen.getByText(word, { includeHiddenElements: true })).toBeTruthy();
  });

  it('is a frame of it, where it is a video of which one can be drawn', async () => {
    const app = await SCENARIOS['no-access']();
    let signal: CancelSignal | undefined;
    app.ports.photos.frameOf = (_id, wanted) => {
      signal = wanted;
      return Promise.resolve({ uri: 'blob:frame' });
    };
    renderApp(app, {
      index: () => <PhotoThumb asset={{ id: 'one' as AssetId, kind: 'video' }} edge={110} />,
    });
    fireEvent(await waitFor(() => screen.UNSAFE_getByType(Image)), 'error');
    await waitFor(() =>
      expect(screen.UNSAFE_getByType(Image).props).toMatchObject({ source: { uri: 'blob:frame' } }),
    );
    expect(screen.queryByTestId('stand-in filmstrip', { includeHiddenElements: true })).toBeNull();
    expect(signal?.aborted).toBe(false);
    screen.unmount();
    expect(signal?.aborted).toBe(true);
  });

  it('is loaded again when the link is back that was lost', async () => {
    const app = await show({});
    fireEvent(await waitFor(() => screen.UNSAFE_getByType(Image)), 'error');
    expect(screen.UNSAFE_queryByType(Image)).toBeNull();
    act(() => app.link.set({ kind: 'lost', sinceMs: 0 }));
    fireEvent(screen.UNSAFE_getByType(Image), 'error');
    expect(screen.UNSAFE_queryByType(Image)).toBeNull();
    act(() => app.link.set({ kind: 'connected' }));
    expect(screen.UNSAFE_getByType(Image)).toBeTruthy();
  });

  it('tells how long a video is where there is room', async () => {
    await show({ kind: 'video', durationMs: 72_400 });
    expect(await screen.findByText('1:12')).toBeTruthy();
  });
});
