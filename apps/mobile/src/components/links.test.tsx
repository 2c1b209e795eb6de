import { describe, expect, it } from '@jest/globals';
import type { AlbumId } from '@keepsake/engine';
import { fireEvent } from '@testing-library/react-native';
import type { SimulatedApp } from '../../simulated/create-simulated-app.ts';
import { pathname, renderApp, screen, searchParams } from '../../simulated/render-app.tsx';
import { SCENARIOS } from '../../simulated/scenarios.ts';
import { AlbumsScreen } from '../screens/albums/AlbumsScreen.tsx';
import { PhotosScreen } from '../screens/photos/PhotosScreen.tsx';
import { WhyScreen } from '../screens/why/WhyScreen.tsx';
import { idIn } from './id-in-address.ts';

/** Names, and ids, as a folder of files has them; each means something in an address. */
const NAMES = [
  'My%20photo.jpg',
  'x%2Fy.jpg',
  '100%25.jpg',
  'a#b.jpg',
  'a?b=c.jpg',
  'IMG_1234 (1).jpg',
  'Trip (2023)/x.jpg',
  'back\\slash.jpg',
  'Übung.jpg',
  '😀.jpg',
  'index',
  'undefined',
] as const;

const SCREENS = { 'photos/[list]': PhotosScreen, 'why/[id]': WhyScreen };

const fileNameOf = (id: string): string => `${id.replaceAll('/', '-')}.jpg`;

async function withPhoto(id: string, album?: string): Promise<SimulatedApp> {
  const app = await SCENARIOS.complete(2);
  const { library, clock, engine } = app.world;
  const albums: AlbumId[] = album === undefined ? [] : [library.addAlbum(album)];
  library.addAsset({ id, fileName: fileNameOf(id), createdAtMs: clock.now(), in: albums });
  await engine.start();
  return app;
}

const linkTo = (fileName: string) => screen.findByRole('link', { name: `${fileName}. Safe` });
const untilAnswer = () => screen.findByRole('heading', { name: 'This photo is safe' });

describe('a link', () => {
  it.each(NAMES)('leads to the photo %s, also when the page is loaded again', async (id) => {
    const app = await withPhoto(id);
    renderApp(app, SCREENS, '/photos/all');
    fireEvent.press(await linkTo(fileNameOf(id)));
    await untilAnswer();
    const address = pathname();
    expect(idIn(decodeURIComponent(address.slice('/why/'.length)))).toBe(id);
    screen.unmount();
    renderApp(app, SCREENS, encodeURI(address));
    await untilAnswer();
    expect(screen.getAllByText(fileNameOf(id)).length).toBeGreaterThan(0);
  });

  it.each(NAMES)('leads to the photos of the album %s', async (album) => {
    const app = await withPhoto('in it', album);
    renderApp(app, { albums: AlbumsScreen, ...SCREENS });
    fireEvent.press(await screen.findByRole('link', { name: `Show the photos of ${album}` }));
    expect(await screen.findByText('1 photo')).toBeTruthy();
    expect(screen.getByRole('heading', { name: album })).toBeTruthy();
    expect(idIn(String(searchParams()['album']))).toBe(album);
    expect(await linkTo('in it.jpg')).toBeTruthy();
  });
});
