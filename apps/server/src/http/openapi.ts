import type { FastifyDynamicSwaggerOptions, SwaggerTransform } from '@fastify/swagger';
import { uploadFields } from '@keepsake/protocol';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import * as z from 'zod';
import { SERVER_VERSION } from '../version.ts';

/** The multipart body of POST /assets: for the documentation alone, because the body is read as a stream. */
const uploadBody = uploadFields.extend({
  assetData: z.string().meta({ format: 'binary' }),
  livePhotoData: z.string().meta({ format: 'binary' }).optional(),
  sidecarData: z.string().meta({ format: 'binary' }).optional(),
});

const transform: SwaggerTransform = (document) => {
  const schema =
    document.schema?.operationId === 'upload'
      ? { ...document.schema, consumes: ['multipart/form-data'], body: uploadBody }
      : document.schema;
  return jsonSchemaTransform({ ...document, schema });
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
