import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { ServerError } from './server-error.ts';

/** Brings whatever a handler or Fastify itself threw to the server's one error. */
export function toServerError(error: unknown): ServerError {
  if (error instanceof ServerError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation;
    const path = first?.instancePath.split('/').filter((part) => part !== '') ?? [];
    const where = [error.validationContext, ...path].join('.');
    return new ServerError(
      'bad-request',
      `The request's ${where} cannot be taken (${first?.message ?? 'not valid'}).`,
      { cause: error },
    );
  }
  const code = codeOf(error);
  switch (code) {
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return new ServerError('bad-json', undefined, { cause: error });
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new ServerError('payload-too-large', undefined, { cause: error });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new ServerError('unsupported-media-type', undefined, { cause: error });
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new ServerError('truncated-body', undefined, { cause: error });
    case 'FST_ERR_BAD_URL':
      return new ServerError('bad-request', 'The address is not validly percent-encoded.', { cause: error });
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new ServerError('bad-request', 'The name in the address is too long.', { cause: error });
    case 'ECONNRESET':
    case 'ERR_STREAM_PREMATURE_CLOSE':
      return new ServerError('truncated-body', undefined, { cause: error });
    default:
  }
  // Fastify's body reader marks malformed bodies by status alone (bad gzip, bad JSON with a prototype key).
  if (error instanceof Error && 'statusCode' in error && error.statusCode === 400)
    return new ServerError('bad-request', undefined, { cause: error });
  return new ServerError('internal', undefined, { cause: error });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
