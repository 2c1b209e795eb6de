import { isSetUp } from '../../auth/accounts.ts';
import { route } from '../../http/route.ts';

const DAY_MS = 24 * 3600 * 1000;

export const config = route('config', async ({ context }) => ({
  loginPageMessage: '',
  trashDays: context.config.trashDays,
  userDeleteDelay: Math.round(context.config.userDeleteDelayMs / DAY_MS),
  oauthButtonText: '',
  isInitialized: await isSetUp(context.db),
  isOnboarded: true,
  externalDomain: '',
  publicUsers: false,
  mapDarkStyleUrl: '',
  mapLightStyleUrl: '',
  maintenanceMode: false,
}));
