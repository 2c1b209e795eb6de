import { expect, it } from 'vitest';
import { BegunNotes } from './begun-notes.ts';

it('[E1] a disk that is full keeps nobody from what they begin, nor from signing out, though the note stands', () => {
  const texts = new Map<string, string>();
  let isFull = true;
  const notes = new BegunNotes({
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => {
      if (isFull) throw new Error('the disk is full');
      texts.set(key, text);
    },
  });
  notes.noteBegun('ada');
  expect(notes.hasBegun('ada')).toBe(false);
  isFull = false;
  notes.noteBegun('ada');
  isFull = true;
  // It stands already.
  notes.noteBegun('ada');
  notes.forget('ada');
  expect(notes.hasBegun('ada')).toBe(true);
});

it('what cannot be read is not taken for nothing: a phone would be told to wake nobody', () => {
  const notes = new BegunNotes({
    getItem: () => {
      throw new Error('the disk does not answer');
    },
    setItem: () => undefined,
  });
  expect(() => notes.hasBegun('ada')).toThrow('does not answer');
});
