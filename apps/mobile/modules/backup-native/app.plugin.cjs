const {
  AndroidConfig,
  withAndroidManifest,
  withAndroidStyles,
  withInfoPlist,
} = require('expo/config-plugins');

/** As `RunScheduler.swift` registers them; iOS ends an app that registers one which is not listed. */
const TASK_IDENTIFIERS = ['app.keepsake.backup.refresh', 'app.keepsake.backup.processing'];

/** What an app with this module needs beyond the module's own manifest and podspec. */
module.exports = function withBackupNative(config) {
  return withCalmStart(withServersAtHome(withBackgroundTasks(config)));
};

/** `fetch` is what iOS calls a short refresh. */
function withBackgroundTasks(config) {
  return withInfoPlist(config, (mod) => {
    mod.modResults.UIBackgroundModes = union(mod.modResults.UIBackgroundModes, ['fetch', 'processing']);
    mod.modResults.BGTaskSchedulerPermittedIdentifiers = union(
      mod.modResults.BGTaskSchedulerPermittedIdentifiers,
      TASK_IDENTIFIERS,
    );
    return mod;
  });
}

/**
 * A server at home often has no certificate, or one of its owner's own authority. iOS allows both by itself: plain http there
 * (NSAllowsLocalNetworking), and an authority that was installed and trusted.
 */
function withServersAtHome(config) {
  return withAndroidManifest(config, (mod) => {
    const { $: application } = AndroidConfig.Manifest.getMainApplicationOrThrow(mod.modResults);
    application['android:networkSecurityConfig'] = '@xml/keepsake_network_security';
    return mod;
  });
}

/** Until the first screen is there, the app's ground, and not the placeholder of Expo's template, which fills the window. */
function withCalmStart(config) {
  return withAndroidStyles(config, (mod) => {
    mod.modResults = AndroidConfig.Styles.assignStylesValue(mod.modResults, {
      add: true,
      name: 'android:windowBackground',
      value: '@color/keepsake_ground',
      parent: { name: 'Theme.App.SplashScreen', parent: 'AppTheme' },
    });
    return mod;
  });
}

const union = (known = [], more) => [...new Set([...known, ...more])];
