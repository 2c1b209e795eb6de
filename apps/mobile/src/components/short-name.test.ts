import { describe, expect, it } from 'vitest';
import { shortName } from './short-name.ts';

describe('a name in a title', () => {
  it.each([
    ['IMG_1234.jpg', 'IMG_1234.jpg'],
    ['a'.repeat(44), 'a'.repeat(44)],
    [`Sardinia ${'x'.repeat(220)} the beach.jpeg`, `Sardinia ${'x'.repeat(18)}…x the beach.jpeg`],
    [`${'🏖️'.repeat(60)}.jpg`, `${'🏖️'.repeat(13)}🏖…${'🏖️'.repeat(6)}.jpg`],
  ])('is whole, or without its middle: %#', (name, shown) => {
    expect(shortName(name)).toBe(shown);
  });
});
