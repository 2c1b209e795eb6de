import type { AlbumChoice, AlbumId } from '@keepsake/engine';
import { expect, it } from 'vitest';
import { mergeChoices } from './merge-choices.ts';

const library = (folders: readonly string[], choices: Readonly<Record<string, AlbumChoice>>) => ({
  folders,
  choices: new Map(Object.entries(choices) as [AlbumId, AlbumChoice][]),
});
const merged = (folders: readonly string[], ...libraries: ReturnType<typeof library>[]) =>
  Object.fromEntries(mergeChoices(folders, libraries));

it('[A1] keeps everything selected where it was in each library, and what was excluded in any', () => {
  const a = library(['/a'], { everything: 'selected', '/a/Screenshots': 'excluded' });
  const usb = library(['/usb'], { everything: 'selected', '/usb/Private': 'excluded' });
  expect(merged(['/a', '/usb'], a, usb)).toEqual({
    everything: 'selected',
    '/a/Screenshots': 'excluded',
    '/usb/Private': 'excluded',
  });
  expect(merged(['/a', '/usb'], a, library(['/usb'], {}))).toMatchObject({ everything: 'selected' });
});

it('[A1] chooses nothing of a library in which only some was', () => {
  const a = library(['/a'], { everything: 'selected' });
  const usb = library(['/usb'], { '/usb/DCIM': 'selected' });
  expect(merged(['/a', '/usb'], a, usb)).toEqual({ '/a': 'selected', '/usb/DCIM': 'selected' });
  expect(merged(['/a', '/usb'], usb, a)).toEqual({ '/a': 'selected', '/usb/DCIM': 'selected' });
  const lost = { folders: ['/usb'], choices: undefined };
  expect([...mergeChoices(['/a', '/usb'], [a, lost])]).toEqual([['/a', 'selected']]);
});

it('[A2] lets an exclusion win, and knows the only folder by the album of everything', () => {
  const wide = library(['/a', '/b'], { '/a': 'selected', '/a/x': 'excluded' });
  const narrow = library(['/a/x'], { everything: 'selected' });
  expect(merged(['/a'], wide, narrow)).toEqual({ everything: 'selected', '/a/x': 'excluded' });
});
