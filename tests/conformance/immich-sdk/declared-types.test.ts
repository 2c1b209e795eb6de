import { describe, expect, it } from 'vitest';
import { openDeclaredTypes } from './declared-types.ts';

const types = openDeclaredTypes('@immich/sdk');
const album = { id: 'x', success: true };

describe('comparing values with the types of the Immich SDK', () => {
  it.each<[string, string, unknown, readonly string[]]>([
    ['what fits', 'BulkIdResponseDto', album, []],
    ['fields beyond the type', 'BulkIdResponseDto', { ...album, more: 1 }, []],
    ['a missing field', 'BulkIdResponseDto', { id: 'x' }, ['BulkIdResponseDto.success is missing']],
    [
      'another kind',
      'BulkIdResponseDto',
      { ...album, success: 'true' },
      ['BulkIdResponseDto.success is "true", not boolean'],
    ],
    [
      'a word that the enum does not have',
      'BulkIdResponseDto',
      { ...album, error: 'gone' },
      ['BulkIdResponseDto.error is "gone", not Error | undefined'],
    ],
    [
      'null where nothing allows it',
      'LogoutResponseDto',
      { successful: true, redirectUri: null },
      ['LogoutResponseDto.redirectUri is null, not string'],
    ],
    [
      'an entry of a list',
      'CheckExistingAssetsResponseDto',
      { existingIds: ['a', 1] },
      ['CheckExistingAssetsResponseDto.existingIds[1] is 1, not string'],
    ],
    [
      'no list',
      'CheckExistingAssetsResponseDto',
      { existingIds: {} },
      ['CheckExistingAssetsResponseDto.existingIds is {}, not string[]'],
    ],
  ])('finds %s', (_what, type, value, problems) => {
    expect(types.problemsOf(type, value)).toEqual(problems);
  });

  it('looks into an object that may also be null', () => {
    const license = { activatedAt: 'x', activationKey: 'y' };
    expect(types.problemsOf('UserAdminResponseDto', { license })).toContain(
      'UserAdminResponseDto.license.licenseKey is missing',
    );
    expect(types.problemsOf('UserAdminResponseDto', { license: null }).join()).not.toContain('license');
  });

  it('asks the type that a function answers', () => {
    expect(types.problemsOfAnswer('getSessions', [])).toEqual([]);
    expect(types.problemsOfAnswer('getSessions', {})).toEqual(['answer is {}, not SessionResponseDto[]']);
    expect(types.problemsOfAnswer('downloadAsset', new Blob([]))).toEqual([]);
    expect(types.problemsOfAnswer('downloadAsset', {})).toEqual(['answer is {}, not Blob']);
    expect(types.problemsOfAnswer('deleteAlbum', '')).toEqual([]);
    expect(types.problemsOfAnswer('deleteAlbum', 'x')).toEqual(['answer is "x", not never']);
  });
});
