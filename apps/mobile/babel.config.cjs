/** What Expo compiles the app with, for Metro and for jest. */
module.exports = (api) => {
  api.cache(true);
  return { presets: ['babel-preset-expo'] };
};
