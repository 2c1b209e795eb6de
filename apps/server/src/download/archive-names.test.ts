import { expect, it } from 'vitest';
import { createArchiveNames } from './archive-names.ts';

const wanted = (...fileNames: string[]) => fileNames.map((fileName) => ({ fileName, ending: '' }));

it('[H7] gives each name once, whatever the case, and keeps what belongs together under one number', () => {
  const namesFor = createArchiveNames();
  expect(namesFor(wanted('IMG.HEIC', 'IMG.MOV'))).toEqual(['IMG.HEIC', 'IMG.MOV']);
  expect(namesFor(wanted('IMG.mov'))).toEqual(['IMG (2).mov']);
  expect(namesFor(wanted('IMG.HEIC', 'IMG.MOV'))).toEqual(['IMG (3).HEIC', 'IMG (3).MOV']);
  expect(namesFor([...wanted('img.heic'), { fileName: 'img.heic', ending: '.xmp' }])).toEqual([
    'img (2).heic',
    'img (2).heic.xmp',
  ]);
});

it('[H7] leads out of no folder', () => {
  const namesFor = createArchiveNames();
  const hostile = ['../../etc/passwd.jpg', '/root.jpg', 'C:\\x.jpg', 'a/b.jpg', '..', 'con.jpg', '\0.jpg'];
  for (const fileName of hostile) {
    const [name] = namesFor(wanted(fileName));
    expect(name).not.toMatch(/[/\\:\0]|^\.\.?$|^con\./);
  }
});

it('takes no longer for the ten-thousandth equal name than for others', () => {
  const namesFor = createArchiveNames();
  const names = Array.from({ length: 10_000 }, () => namesFor(wanted('image.jpg'))[0]);
  expect(names.at(-1)).toBe('image (10000).jpg');
});
