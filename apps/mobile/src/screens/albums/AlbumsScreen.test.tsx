import { describe, expect, it } from '@jest/globals';
import { fireEvent, waitFor, within } from '@testing-library/react-native';
import type { AlbumId } from '@keepsake/engine';
import { pathname, renderApp, screen, searchParams } from '../../../simulated/render-app.tsx';
import type { SimulatedApp } from '../../../simulated/create-simulated-app.ts';
import { SCENARIOS, type Scenario } from '../../../simulated/scenarios.ts';
import { AlbumsScreen } from './AlbumsScreen.tsx';

async function open(scenario: Scenario = 'complete', { language = 'en' } = {}): Promise<SimulatedApp> {
  const app = await SCENARIOS[scenario](24);
  app.ports.preferences.change({ language });
  renderApp(app, { albums: AlbumsScreen });
  return app;
}

const row = (name: RegExp, checked?: boolean) =>
  screen.findByRole('checkbox', { name, ...(checked !== undefined && { checked }) });
const press = async (name: RegExp) => fireEvent.press(await row(name));
const choiceOf = async (app: SimulatedApp, id: string) =>
  (await app.world.engine.listAlbums()).find((album) => album.id === id)?.choice;

describe('the Albums screen', () => {
  it('shows what is chosen, how many it holds, and what that comes to', async () => {
    await open();
    expect(await row(/^Recents\. 84 photos\. Every photo and video on this phone/, true)).toBeTruthy();
    expect(await row(/^Camera\. 24 photos$/, true)).toBeTruthy();
    expect(await row(/^WhatsApp Images\. 0 photos\. Included in Recents$/, false)).toBeTruthy();
    expect(await screen.findByText('24 photos will be backed up; 60 in Screenshots will not')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
  });

  it('keeps the height of each row, whatever is ticked', async () => {
    await open();
    const linesOf = async (name: RegExp) => within(await row(name)).getAllByText(/^/).length;
    expect(await linesOf(/^WhatsApp Images\./)).toBe(3);
    await press(/^WhatsApp Images\./);
    await row(/^WhatsApp Images\. 0 photos$/, true);
    expect(await linesOf(/^WhatsApp Images\./)).toBe(3);
    await press(/^WhatsApp Images\./);
    await press(/^Recents\./);
    await row(/^WhatsApp Images\. 0 photos$/, false);
    expect(await linesOf(/^WhatsApp Images\./)).toBe(3);
  });

  it.each<[Scenario, string]>([
    ['complete', 'all of it is safe'],
    ['failed', '24 of 29 backed up'],
    ['waiting-for-wi-fi', '38 still to be sent'],
  ])('says of %s what is safe of it, by photos and not by bytes', async (scenario, words) => {
    await open(scenario);
    expect(await screen.findByText(new RegExp(` in all · ${words}$`))).toBeTruthy();
  });

  it('leads from an album to its photos, and changes nothing by that', async () => {
    const app = await open();
    fireEvent.press(await screen.findByRole('link', { name: 'Show the photos of Camera' }));
    expect(pathname()).toBe('/photos/all');
    expect(searchParams()).toMatchObject({ album: 'Camera' });
    expect(await choiceOf(app, 'Camera')).toBe('selected');
  });

  it('counts as photos what is a photo or video', async () => {
    await open('text-file');
    expect(await row(/^Camera\. 24 photos$/, true)).toBeTruthy();
    expect(await row(/^Recents\. 84 photos\./, true)).toBeTruthy();
  });

  it('leads to what failed', async () => {
    await open('failed');
    fireEvent.press(await screen.findByRole('link', { name: '5 uploads failed' }));
    expect(pathname()).toBe('/failed');
  });

  it('[A2] says on the row that excluding comes before selecting', async () => {
    await open();
    expect(await row(/^Screenshots\. 60 photos\. Excluded: none of it is backed up$/, false)).toBeTruthy();
    fireEvent.press(screen.getByRole('tab', { name: /^Exclude/ }));
    expect(
      await row(/^Screenshots\. 60 photos\. Keeps out 60 photos that you selected elsewhere$/, true),
    ).toBeTruthy();
    expect(await row(/^Camera\. 24 photos\. Selected for backup$/, false)).toBeTruthy();
    expect(screen.queryByRole('checkbox', { name: /^Recents/ })).toBeNull();
  });

  it('previews each touch, and changes nothing before it is saved', async () => {
    const app = await open();
    await press(/^Screenshots/);
    expect(await screen.findByText('84 photos will be backed up')).toBeTruthy();
    expect(screen.getByText('60 more than now.')).toBeTruthy();
    expect(await choiceOf(app, 'Screenshots')).toBe('excluded');
    fireEvent.press(screen.getByRole('button', { name: 'Save' }));
    await waitFor(async () => expect(await choiceOf(app, 'Screenshots')).toBe('selected'));
    await waitFor(() => expect(screen.queryAllByRole('button', { name: 'Save' }).length).toBe(0));
    await waitFor(() => expect(app.world.engine.snapshot().statistics?.candidates.totalCount).toBe(84));
  });

  it('takes everything back that was not saved', async () => {
    const app = await open();
    await press(/^Camera/);
    await press(/^Recents/);
    expect(await screen.findByText('No photos will be backed up')).toBeTruthy();
    expect(screen.getByText('24 fewer than now. What is on the server stays there.')).toBeTruthy();
    fireEvent.press(screen.getByRole('button', { name: 'Discard' }));
    expect(await row(/^Camera/, true)).toBeTruthy();
    expect(await row(/^Recents/, true)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Discard' })).toBeNull();
    expect(await choiceOf(app, 'Camera')).toBe('selected');
  });

  it('has a second touch undo the first', async () => {
    await open();
    await press(/^Screenshots/);
    expect(await row(/^Screenshots/, true)).toBeTruthy();
    await press(/^Screenshots/);
    expect(await row(/^Screenshots\. 60 photos\. Excluded/, false)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
  });

  it('selects all that is not excluded', async () => {
    const app = await open();
    await row(/^Camera/);
    fireEvent.press(screen.getByRole('button', { name: 'Select all' }));
    expect(await row(/^Holidays in Brittany/, true)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Select none' })).toBeTruthy();
    fireEvent.press(screen.getByRole('button', { name: 'Save' }));
    await waitFor(async () => expect(await choiceOf(app, 'WhatsApp Images')).toBe('selected'));
    expect(await choiceOf(app, 'Screenshots')).toBe('excluded');
  });

  it('finds albums by a part of their name', async () => {
    await open();
    await row(/^Camera/);
    fireEvent.changeText(screen.getByLabelText('Search albums'), 'BRÍTT');
    expect(await row(/^Holidays in Brittany/)).toBeTruthy();
    expect(screen.queryByRole('checkbox', { name: /^Camera/ })).toBeNull();
    fireEvent.changeText(screen.getByLabelText('Search albums'), 'zebra');
    expect(await screen.findByText('No album is called “zebra”')).toBeTruthy();
    fireEvent.press(screen.getByRole('button', { name: 'Clear' }));
    expect(await row(/^Camera/)).toBeTruthy();
  });

  it('says where an album within an excluded one stands', async () => {
    const app = await SCENARIOS.complete(24);
    app.world.library.addAlbum('Games', { inside: 'Screenshots' as AlbumId });
    await app.world.engine.scan();
    renderApp(app, { albums: AlbumsScreen });
    expect(
      await row(/^Games\. 0 photos · in Screenshots\. Lies in Screenshots, which is excluded/),
    ).toBeTruthy();
  });

  it('keeps the choice when it could not be saved', async () => {
    const app = await SCENARIOS.complete(24);
    app.ports.controller.chooseAlbums = () => Promise.reject(new Error('not now'));
    renderApp(app, { albums: AlbumsScreen });
    await press(/^Screenshots/);
    fireEvent.press(await screen.findByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Your choice could not be saved. It is still here.')).toBeTruthy();
    expect(await row(/^Screenshots/, true)).toBeTruthy();
  });

  it('asks for access where it has none', async () => {
    const app = await open('no-access');
    fireEvent.press(await screen.findByRole('button', { name: 'Allow access' }));
    await waitFor(() => expect(app.access.current()).toEqual({ kind: 'photos', granted: 'all' }));
    expect(await screen.findByText('There are no albums here yet')).toBeTruthy();
    fireEvent.press(screen.getByRole('button', { name: 'Look now' }));
    expect(await row(/^Recents/, false)).toBeTruthy();
  });

  it.each<[Scenario, RegExp]>([
    ['expired', /^Your sign-in has ended/],
    ['link-lost', /does not answer/],
    ['offline', /^There is no network/],
  ])('says what is wrong when it is %s, and keeps the albums', async (scenario, words) => {
    await open(scenario);
    expect(await row(/^Camera/)).toBeTruthy();
    expect(screen.getByText(words)).toBeTruthy();
  });

  it.each<[string, string]>([
    ['de', '24 Fotos werden gesichert; 60 in Screenshots nicht'],
    ['ar', 'ستُحفظ 24 صورة؛ ولن تُحفظ 60 في Screenshots'],
  ])('speaks %s', async (language, sentence) => {
    await open('complete', { language });
    expect(await screen.findByText(sentence)).toBeTruthy();
  });
});
