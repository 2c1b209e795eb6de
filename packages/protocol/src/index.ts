export { checksumToHex } from './checksums.ts';
export { jsonSchemaOf, type JsonSchema } from './json-schema.ts';
export { MEDIA_TYPES, mediaTypeOf, type MediaKind } from './media-types.ts';
export { ERRORS_ANYWHERE, errorsOf } from './errors-of.ts';
export { routes, type RouteName } from './routes.ts';
export { isByHand, type ByHand, type Route } from './routes/route.ts';
export { uploadRoutes, type UploadRouteName } from './routes/upload-routes.ts';
export {
  assetAnswer,
  uploadAnswer,
  uploadFields,
  type UploadAnswer,
  type UploadFields,
} from './schemas/assets.ts';
export { errorBody, errorCode, type ErrorBody, type ErrorCode } from './schemas/errors.ts';
export { anyAccount, anyAdditions, anyAlbum, anyAsset, type AnyAsset } from './schemas/other-servers.ts';
export { MAX_PER_REQUEST } from './schemas/primitives.ts';
export { wellKnownAnswer } from './schemas/server.ts';
export {
  PARTIAL_UPLOAD,
  problemBody,
  UPLOAD_ASSET_HEADER,
  UPLOAD_INTEROP_VERSION,
  type AppendQuery,
  uploadAsset,
  type ProblemBody,
  type UploadAsset,
} from './schemas/uploads.ts';
export { type VerifyAnswer } from './schemas/verify.ts';
