import { accountRoutes } from './routes/account-routes.ts';
import { albumRoutes } from './routes/album-routes.ts';
import { apiKeyRoutes } from './routes/api-key-routes.ts';
import { assetRoutes } from './routes/asset-routes.ts';
import { serverRoutes } from './routes/server-routes.ts';
import { trashAndDownloadRoutes } from './routes/trash-and-download-routes.ts';

/** Every JSON endpoint by name. POST /assets is multipart: its fields are those of `uploadFields`. */
export const routes = {
  ...accountRoutes,
  ...apiKeyRoutes,
  ...serverRoutes,
  ...assetRoutes,
  ...trashAndDownloadRoutes,
  ...albumRoutes,
};

export type RouteName = keyof typeof routes;
