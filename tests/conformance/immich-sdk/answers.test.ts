import { describe, expect } from 'vitest';
import { openDeclaredTypes } from './declared-types.ts';
import { prepareCall } from './sdk-calls.ts';
import { sharedEndpoints } from './sdk-endpoints.ts';
import { it } from './world.ts';

const types = openDeclaredTypes('@immich/sdk');

describe('every endpoint that is shared with the Immich SDK', () => {
  it.for(sharedEndpoints())('[H14] $name: $method $path', async ({ name }, { world }) => {
    const { make } = await prepareCall(name, world);
    const answer = await make();
    expect(types.problemsOfAnswer(name, answer)).toEqual([]);
    // An empty list would say nothing of what stands in it.
    if (Array.isArray(answer)) expect(answer).not.toEqual([]);
  });
});
