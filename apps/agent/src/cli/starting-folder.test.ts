import { expect, it } from 'vitest';
import { startingFolder } from './starting-folder.ts';

it('is where npm was called, for the script of this program alone', () => {
  const npm = { INIT_CWD: '/srv/ann', npm_lifecycle_event: 'keepsake' };
  expect(startingFolder(npm)).toBe('/srv/ann');
  expect(startingFolder({ ...npm, npm_lifecycle_event: 'start' })).toBeUndefined();
  expect(startingFolder({ INIT_CWD: '/srv/ann' })).toBeUndefined();
  expect(startingFolder({ ...npm, INIT_CWD: undefined })).toBeUndefined();
  expect(startingFolder({ ...npm, INIT_CWD: '' })).toBeUndefined();
});
