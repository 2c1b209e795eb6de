const { join } = require('node:path');
const { getDefaultConfig } = require('expo/metro-config');

/** Expo's own configuration: it finds the workspaces, whose unbuilt sources are bundled as they are. */
const config = getDefaultConfig(__dirname);
config.resolver.assetExts.push('woff2');

/** `npm run simulated` stands the same screens on a simulated device; nothing of it is in any other bundle. */
if (process.env.KEEPSAKE_SIMULATED === '1') {
  const simulated = (file) => ({ type: 'sourceFile', filePath: join(__dirname, 'simulated', file) });
  config.resolver.resolveRequest = (context, name, platform) => {
    if (name.endsWith('/composition/open-app-ports')) return simulated('open-app-ports.ts');
    if (name === 'node:crypto') return simulated('sha1.ts');
    return context.resolveRequest(context, name, platform);
  };
}

module.exports = config;
