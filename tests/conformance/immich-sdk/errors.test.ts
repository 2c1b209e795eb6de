import { isHttpError, Permission, type ApiExceptionResponse } from '@immich/sdk';
import { describe, expect } from 'vitest';
import { routes, type Route } from '../../../packages/protocol/src/index.ts';
import { openDeclaredTypes } from './declared-types.ts';
import { prepareCall } from './sdk-calls.ts';
import { sharedEndpoints, type SharedEndpoint } from './sdk-endpoints.ts';
import { it } from './world.ts';

const types = openDeclaredTypes('@immich/sdk');
const UNKNOWN_ID = '0b6b1c1e-2d3c-4f7e-9a53-5f3c1a0e7d42';

const accessTo = ({ route }: SharedEndpoint): Route['access'] => routes[route].access;
const secured = sharedEndpoints().filter((endpoint) => accessTo(endpoint) !== 'public');
const byId = secured.filter(({ path }) => path.includes('{}'));

/** The HTTP status by which a call is refused, once the error is seen to be what the SDK says of errors. */
async function refusal(call: Promise<unknown>): Promise<number> {
  const error: unknown = await call.then(
    (answer) => new Error(`it was answered ${JSON.stringify(answer)}`),
    (thrown: unknown) => thrown,
  );
  if (!isHttpError(error)) throw error;
  const body = await bodyOf(error.data);
  expect(types.problemsOf('ApiExceptionResponse', body)).toEqual([]);
  const { statusCode, message } = body as ApiExceptionResponse;
  expect(statusCode).toBe(error.status);
  expect(message).toMatch(/^[A-Z].*\.$/);
  return error.status;
}

/** Where an answer would have been bytes, or nothing, the SDK leaves the body of an error as it came. */
async function bodyOf(data: unknown): Promise<unknown> {
  if (data instanceof Blob) return JSON.parse(await data.text());
  return typeof data === 'string' ? JSON.parse(data) : data;
}

describe('refusals, as the Immich SDK meets them', () => {
  it.for(secured)('[H14] $name with a wrong or a lesser API key: 401, 403', async (endpoint, { world }) => {
    const { make } = await prepareCall(endpoint.name, world);
    world.useWrongApiKey();
    expect(await refusal(make())).toBe(401);

    const access = accessTo(endpoint);
    if (typeof access === 'string') return;
    await world.signIn();
    const lesser = access.permission === 'user.read' ? Permission.AssetUpload : Permission.UserRead;
    world.useApiKey((await world.addApiKey([lesser])).secret);
    expect(await refusal(make())).toBe(403);
  });

  it.for(byId)('[H14] $name of an unknown id, or of none: 404, 400', async ({ name }, { world }) => {
    const { args, make } = await prepareCall(name, world);
    const [first, ...others] = args;
    expect(await refusal(make([{ ...(first as object), id: UNKNOWN_ID }, ...others]))).toBe(404);
    expect(await refusal(make([{ ...(first as object), id: 'no id' }, ...others]))).toBe(400);
  });
});
