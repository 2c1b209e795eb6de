import { describe, expect, it, jest } from '@jest/globals';
import { BackupError } from '@keepsake/engine';
import { fireEvent, waitFor } from '@testing-library/react-native';
import { listSimulatedFolder } from '../../../simulated/folders.ts';
import { pathname, renderApp, screen } from '../../../simulated/render-app.tsx';
import type { FolderListing } from '../../controller/device.ts';
import { SCREENS, goTo, open, press } from '../../../simulated/walk-welcome.ts';

describe('what to keep safe', () => {
  it('is everything, less what is left out, with the result in numbers', async () => {
    const app = await open('first-run');
    await goTo(3);
    expect(await screen.findByText(/^84 photos will be backed up/)).toBeTruthy();
    fireEvent.press(await screen.findByRole('checkbox', { name: 'Screenshots. 60 photos' }));
    expect(await screen.findByText(/^24 photos will be backed up.* 60 will not\.$/)).toBeTruthy();
    await press('Continue');
    await waitFor(() => expect(pathname()).toBe('/welcome/begin'));
    const albums = await app.world.engine.listAlbums();
    expect(
      albums.filter(({ choice }) => choice !== 'none').map(({ name, choice }) => [name, choice]),
    ).toEqual(expect.arrayContaining([['Screenshots', 'excluded']]));
    expect(albums.find(({ kind }) => kind === 'everything')?.choice).toBe('selected');
  });

  it('may be some albums, at least one', async () => {
    const app = await open('first-run');
    await goTo(3);
    fireEvent.press(await screen.findByRole('radio', { name: /^Only some albums/ }));
    expect(await screen.findByText('Choose at least one album.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Continue', disabled: true })).toBeTruthy();
    fireEvent.press(screen.getByRole('checkbox', { name: /^Camera/ }));
    expect(await screen.findByText(/^24 photos will be backed up/)).toBeTruthy();
    await press('Continue');
    await waitFor(() => expect(pathname()).toBe('/welcome/begin'));
    const chosen = (await app.world.engine.listAlbums()).filter(({ choice }) => choice === 'selected');
    expect(chosen.map(({ name }) => name)).toEqual(['Camera']);
  });

  it('asks for access first', async () => {
    const app = await open('first-run-without-access');
    await goTo(3);
    expect(screen.getByText('May Keepsake see your photos?')).toBeTruthy();
    await press('Allow access');
    expect(await screen.findByRole('checkbox', { name: /^Camera/ })).toBeTruthy();
    expect(app.access.current()).toEqual({ kind: 'photos', granted: 'all' });
  });

  it('says that it could not be saved, and keeps the choice', async () => {
    const app = await open('first-run');
    await goTo(3);
    fireEvent.press(await screen.findByRole('checkbox', { name: /^Screenshots/ }));
    const failing = jest
      .spyOn(app.world.engine, 'chooseAlbums')
      .mockRejectedValueOnce(new BackupError('ledger-unavailable', 'full'));
    await press('Continue');
    expect(await screen.findByText(/^Your choice could not be saved/)).toBeTruthy();
    expect(failing).toHaveBeenCalledTimes(1);
    expect(screen.getByRole('checkbox', { name: /^Screenshots/, checked: true })).toBeTruthy();
  });

  it('is the folder for pictures on a computer, less its screenshots, without reading anything', async () => {
    const app = await open('first-run-computer');
    await goTo(3);
    expect(await screen.findByText('Folders to back up')).toBeTruthy();
    expect(await screen.findByText('353 photos will be backed up, 918 MB.')).toBeTruthy();
    fireEvent.press(screen.getByRole('checkbox', { name: 'Screenshots. 60 photos', checked: false }));
    expect(await screen.findByText('293 photos will be backed up, 864 MB. 60 will not.')).toBeTruthy();
    await press('Continue');
    await waitFor(() => expect(pathname()).toBe('/welcome/begin'));
    const choiceOf = async (name: string) =>
      (await app.world.engine.listAlbums()).find((album) => album.name === name)?.choice;
    expect([await choiceOf('Screenshots'), await choiceOf('Camera')]).toEqual(['excluded', 'none']);
    expect((await app.world.engine.readStatus()).statistics.candidates.totalCount).toBe(24);
    // Whoever changes their mind has them all.
    await press('Back');
    fireEvent.press(await screen.findByRole('checkbox', { name: /^Screenshots/, checked: true }));
    await press('Continue');
    await waitFor(async () => expect(await choiceOf('Screenshots')).toBe('none'));
  });

  it('leaves out what was left out before the page was loaded anew, though nothing is counted again yet', async () => {
    const app = await open('first-run-computer');
    await goTo(3);
    await press(/^Leave out .*Pictures/);
    await press('Add Pictures');
    fireEvent.press(await screen.findByRole('checkbox', { name: 'Screenshots. 60 photos', checked: false }));
    screen.unmount();
    jest.spyOn(app.ports.device, 'countPhotos').mockReturnValue(new Promise(() => undefined));
    renderApp(app, SCREENS, '/welcome/albums');
    expect(await screen.findByText('Counting… You can go on meanwhile.')).toBeTruthy();
    await press('Continue');
    await waitFor(() => expect(pathname()).toBe('/welcome/begin'));
    const albums = await app.world.engine.listAlbums();
    expect(albums.find(({ name }) => name === 'Screenshots')?.choice).toBe('excluded');
  });

  it('may be any folder, with one touch, and says what lies in each', async () => {
    const app = await open('first-run-computer');
    await goTo(3);
    await screen.findByText('353 photos will be backed up, 918 MB.');
    expect(await screen.findByText('More than 10,000 photos')).toBeTruthy();
    await press('Add Archive');
    expect(await screen.findByText('More than 10,353 photos will be backed up.')).toBeTruthy();
    await press('Continue');
    await waitFor(() => expect(pathname()).toBe('/welcome/begin'));
    expect(app.access.current()).toMatchObject({
      folders: [{ path: '/disks/ada/Pictures' }, { path: '/media/ada/Archive' }],
    });
  });

  it('says that it counts, and offers no folder for pictures that holds none', async () => {
    const app = await open('first-run-computer');
    const { promise, resolve } = Promise.withResolvers<never>();
    jest.spyOn(app.ports.device, 'countPhotos').mockReturnValue(promise);
    await goTo(3);
    expect(await screen.findByText('Folders to back up')).toBeTruthy();
    expect(screen.getByText('Counting… You can go on meanwhile.')).toBeTruthy();
    // Each of the folders to choose from says so of itself.
    expect(screen.getAllByText('Counting the photos…')).toHaveLength(3);
    resolve({ photoCount: 0, sizeBytes: 0, isMore: false, screenshots: [] } as never);
    expect((await screen.findAllByText('No photos')).length).toBeGreaterThan(0);
    expect(await screen.findByText('Add at least one folder.')).toBeTruthy();
    expect(screen.queryByText('Folders to back up')).toBeNull();
    await press('Add Pictures');
    expect(await screen.findByText(/^There are no photos in there yet/)).toBeTruthy();
  });

  it('may be the folder for pictures before it is counted, and none is asked for meanwhile', async () => {
    const app = await open('first-run-computer');
    jest.spyOn(app.ports.device, 'countPhotos').mockReturnValue(new Promise(() => undefined));
    const { promise, resolve } = Promise.withResolvers<FolderListing>();
    jest.spyOn(app.ports.device, 'listFolders').mockReturnValueOnce(promise);
    await goTo(3);
    expect(screen.queryByText('Add at least one folder.')).toBeNull();
    expect(screen.getByRole('button', { name: 'Continue' })).toBeDisabled();
    resolve(listSimulatedFolder(undefined));
    await press('Continue');
    await waitFor(() => expect(pathname()).toBe('/welcome/begin'));
    expect(app.access.current()).toMatchObject({ folders: [{ path: '/disks/ada/Pictures' }] });
  });

  it('is folders on a computer', async () => {
    const app = await open('first-run-computer');
    await goTo(3);
    // The system's own, without a word.
    await press(/^Leave out .*Pictures/);
    expect(screen.getByText('Add at least one folder.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Continue', disabled: true })).toBeTruthy();
    await press(/^Pictures/);
    await press(/^Phone/);
    await press('Add');
    expect(await screen.findByText('275 photos will be backed up, 715 MB.')).toBeTruthy();
    await press('Up one folder');
    await screen.findByRole('button', { name: 'Add 2024' });
    // That of the folder itself, above those of the folders in it.
    const [whole] = screen.getAllByRole('button', { name: 'Add' });
    fireEvent.press(whole as never);
    expect(await screen.findByText('353 photos will be backed up, 918 MB.')).toBeTruthy();
    await press('Continue');
    await waitFor(() => expect(pathname()).toBe('/welcome/begin'));
    expect(app.access.current()).toEqual({
      kind: 'folders',
      folders: [{ path: '/disks/ada/Pictures', isThere: true }],
    });
    expect(await screen.findByText(/^84 photos are chosen/)).toBeTruthy();
  });
});
