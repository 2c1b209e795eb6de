import { expect, it } from 'vitest';
import { crashWordsOf } from './crash-words.ts';

it('speaks the language of the device where the app could not be drawn', () => {
  expect(crashWordsOf(() => [null, 'ar', 'de'])).toMatchObject({
    action: 'إعادة التحميل',
    direction: 'rtl',
  });
});

it('speaks English where the languages are what failed', () => {
  const fail = (): never => {
    throw new RangeError('Invalid language tag: en-US@posix');
  };
  expect(crashWordsOf(fail)).toEqual({
    title: 'Something went wrong in the screens.',
    detail: 'Your backup itself is not harmed, and neither are your photos.',
    action: 'Load again',
    direction: 'ltr',
  });
});
