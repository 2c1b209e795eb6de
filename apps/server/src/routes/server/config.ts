import { isSetUp } from '../../auth/accounts.ts';
import { route } from '../../http/route.ts';

export const config = route('config', async ({ context }) => ({
  loginPageMessage: '',
  trashDays: 30,
  userDeleteDelay: 7,
  oauthButtonText: '',
  isInitialized: await isSetUp(context.db),
  isOnboarded: true,
  externalDomain: '',
  publicUsers: false,
  mapDarkStyleUrl: '',
  mapLightStyleUrl: '',
  maintenanceMode: false,
}));
