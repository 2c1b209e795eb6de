import type { FastifyDynamicSwaggerOptions, SwaggerTransform } from '@fastify/swagger';
import { routes, uploadFields, uploadRoutes, type Route } from '@keepsake/protocol';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import * as z from 'zod';
import { SERVER_VERSION } from '../version.ts';
import { operationOf } from './openapi-operation.ts';

const ALL: Readonly<Record<string, Route>> = { ...routes, ...uploadRoutes };

/** The multipart body of POST /assets: for the documentation alone, because the body is read as a stream. */
const uploadBody = uploadFields.extend({
  assetData: z.string().meta({ format: 'binary' }),
  livePhotoData: z.string().meta({ format: 'binary' }).optional(),
  sidecarData: z.string().meta({ format: 'binary' }).optional(),
});

const transform: SwaggerTransform = (document) => {
  const id = document.schema?.operationId ?? '';
  // The plugin names a HEAD so, which may stand beside the GET of the same route.
  const name = id.replace(/-head$/, '');
  const route = ALL[name];
  if (route === undefined) return jsonSchemaTransform(document);
  const form = name === 'upload' && { consumes: ['multipart/form-data'], body: uploadBody };
  const made = jsonSchemaTransform({ ...document, schema: { ...document.schema, ...form } });
  const bodies = made.schema.response as Readonly<Record<string, object>>;
  const operationId = route.method === 'HEAD' ? name : id;
  return { ...made, schema: { ...made.schema, operationId, ...operationOf(name, route, bodies) } };
};

/** How the OpenAPI document is made from the schemas that also check the requests. */
export const openApiOptions: FastifyDynamicSwaggerOptions = {
  openapi: {
    openapi: '3.1.0',
    info: {
      title: 'Keepsake',
      description: 'Keeps photos and videos safe on a server of your own.',
      version: SERVER_VERSION,
    },
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'immich_access_token' },
        apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key' },
      },
    },
  },
  transform,
};
