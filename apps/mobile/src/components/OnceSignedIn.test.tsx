import { describe, expect, it } from '@jest/globals';
import { fireEvent } from '@testing-library/react-native';
import type { ComponentType } from 'react';
import { pathname, renderApp, screen } from '../../simulated/render-app.tsx';
import { SCENARIOS, type Scenario } from '../../simulated/scenarios.ts';
import { ActivityScreen } from '../screens/activity/ActivityScreen.tsx';
import { AlbumsScreen } from '../screens/albums/AlbumsScreen.tsx';
import { FailedScreen } from '../screens/failed/FailedScreen.tsx';
import { FreeSpaceScreen } from '../screens/free-space/FreeSpaceScreen.tsx';
import { PhotosScreen } from '../screens/photos/PhotosScreen.tsx';
import { SearchScreen } from '../screens/search/SearchScreen.tsx';
import { UploadingScreen } from '../screens/uploading/UploadingScreen.tsx';
import { WhyScreen } from '../screens/why/WhyScreen.tsx';

const SCREENS: readonly [string, string, ComponentType, string][] = [
  ['photos/[list]', '/photos/safe', PhotosScreen, 'Sign in to see your photos.'],
  ['albums', '/albums', AlbumsScreen, 'Sign in to see your albums.'],
  ['activity', '/activity', ActivityScreen, 'Sign in to see how your backup is going.'],
  [
    'free-space',
    '/free-space',
    FreeSpaceScreen,
    'Sign in to see which photos are proven to be sound on your server.',
  ],
  ['failed', '/failed', FailedScreen, 'Sign in to see which uploads failed.'],
  ['uploading', '/uploading', UploadingScreen, 'Sign in to see what is being backed up.'],
  ['search', '/search', SearchScreen, 'Sign in to search your photos.'],
  ['why/[id]', '/why/IMG_10001', WhyScreen, 'Sign in to see whether this photo is safe.'],
];
const DEVICES: readonly Scenario[] = ['signed-out', 'signed-out-phone'];

async function open(scenario: Scenario, [path, url, Screen]: (typeof SCREENS)[number], language = 'en') {
  const app = await SCENARIOS[scenario](12);
  app.ports.preferences.change({ language });
  renderApp(app, { [path]: Screen }, url);
}

describe.each(DEVICES)('%s', (scenario) => {
  it.each(SCREENS)('says at %s that one has to sign in, once, and leads there', async (...which) => {
    await open(scenario, which);
    expect(await screen.findByText(which[3])).toBeTruthy();
    // Neither a number nor that there is none of anything.
    expect(screen.queryByText(/\d/)).toBeNull();
    expect(screen.queryByText(/^Nothing|no albums|No album|not known|Type a part/)).toBeNull();
    fireEvent.press(screen.getByRole('link', { name: 'Sign in' }));
    expect(pathname()).toBe('/welcome/sign-in');
  });
});

it('leaves it to the frame to say why the sign-in cannot be read', async () => {
  const [, albums] = SCREENS;
  if (albums === undefined) throw new Error('there are albums');
  await open('sign-in-unreadable', albums);
  expect(await screen.findByText('Sign in to see your albums.')).toBeTruthy();
  expect(screen.getByText(/credentials\.json/)).toBeTruthy();
});

it.each([
  ['de', 'Melden Sie sich an, um Ihre Alben zu sehen.'],
  ['ar', 'سجّل الدخول لرؤية ألبوماتك.'],
])('speaks %s', async (language, words) => {
  const [, albums] = SCREENS;
  if (albums === undefined) throw new Error('there are albums');
  await open('signed-out', albums, language);
  expect(await screen.findByText(words)).toBeTruthy();
});
