import { route } from '../../http/route.ts';
import { SERVER_VERSION } from '../../version.ts';

export const features = route('features', () => ({
  configFile: false,
  duplicateDetection: false,
  email: false,
  facialRecognition: false,
  importFaces: false,
  map: false,
  oauth: false,
  oauthAutoLaunch: false,
  ocr: false,
  passwordLogin: true,
  reverseGeocoding: false,
  search: false,
  sidecar: true,
  smartSearch: false,
  trash: true,
  keepsake: {
    version: SERVER_VERSION,
    albumsByName: true,
    existDetails: true,
    resumableUpload: true,
    verify: true,
  },
}));
