import { describe, expect, it } from 'vitest';
import { chooseSizes } from './subject.ts';

const choose = (limits: Record<string, number>, bodyBytes?: number) =>
  chooseSizes(new Map(Object.entries(limits)), bodyBytes);

describe('the sizes of uploads', () => {
  it('are three parts where nothing limits them', () => {
    expect(choose({})).toEqual({ part: 16_384, upload: 49_152 });
  });

  it('keep to what a server takes', () => {
    expect(choose({ 'max-size': 3000 })).toEqual({ part: 1000, upload: 3000 });
    expect(choose({ 'max-append-size': 30 })).toEqual({ part: 10, upload: 30 });
    expect(choose({ 'min-append-size': 5_000_000 })).toEqual({ part: 5_000_000, upload: 15_000_000 });
    expect(choose({ 'min-size': 100_000 })).toEqual({ part: 16_384, upload: 100_000 });
  });

  it('are those of the body that is given, and what makes each its own', () => {
    expect(choose({}, 284)).toEqual({ part: 100, upload: 300 });
    expect(choose({}, 285)).toEqual({ part: 101, upload: 303 });
  });
});
