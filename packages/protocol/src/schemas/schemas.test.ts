import { describe, expect, it } from 'vitest';
import { routes } from '../routes.ts';
import type { Route } from '../routes/route.ts';
import { existBody, uploadFields } from './assets.ts';
import { checksum, id, name, timestamp } from './primitives.ts';

const DATES = { fileCreatedAt: '2024-05-06T07:08:09.000Z', fileModifiedAt: '2024-05-06T07:08:09+02:00' };

describe('the fields of an upload', () => {
  it.each([
    DATES,
    { ...DATES, deviceAssetId: 'x', deviceId: 'y', isFavorite: 'true', duration: '0:00:12.345000' },
    { ...DATES, duration: '12345', visibility: 'timeline' },
    { ...DATES, duration: '', somethingOfTheFuture: 'x' },
  ])('take %j', (fields) => {
    expect(uploadFields.safeParse(fields).success).toBe(true);
  });

  it.each([
    {},
    { ...DATES, fileCreatedAt: '2024-05-06T07:08:09' },
    { ...DATES, fileCreatedAt: '2024-02-30T00:00:00Z' },
    { ...DATES, fileModifiedAt: '1714979289' },
    { ...DATES, isFavorite: 'yes' },
    { ...DATES, duration: 'long' },
    { ...DATES, livePhotoVideoId: 'x' },
    { ...DATES, deviceId: 'a\0b' },
  ])('refuse %j', (fields) => {
    expect(uploadFields.safeParse(fields).success).toBe(false);
  });
});

describe('primitives', () => {
  it('take what clients send, and nothing near it', () => {
    expect(timestamp.safeParse('2024-05-06T07:08:09.123456-11:30').success).toBe(true);
    expect(id.safeParse('not-a-uuid').success).toBe(false);
    expect(id.parse('9F6C1D0A-3B52-4A77-8D57-0A3A4A8EF001')).toBe('9f6c1d0a-3b52-4a77-8d57-0a3a4a8ef001');
    expect(checksum.safeParse('x'.repeat(40)).success).toBe(false);
    expect(name.safeParse('50/50 ✓').success).toBe(true);
    expect(name.safeParse('').success).toBe(false);
    expect(existBody.safeParse({ deviceId: 'd', deviceAssetIds: [''] }).success).toBe(false);
  });
});

describe('the table of routes', () => {
  const all = Object.entries<Route>(routes);

  it('has no method and path twice', () => {
    const keys = all.map(([, route]) => `${route.method} ${route.path}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each(all)('describes every parameter of %s', (_name, route) => {
    const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
    expect(Object.keys(route.params?.shape ?? {})).toEqual(inPath);
    expect(Object.keys(route.answers).length).toBeGreaterThan(0);
  });
});
