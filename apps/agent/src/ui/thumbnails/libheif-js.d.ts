/** The package brings types of another of its builds alone; `decode-heic.ts` says what is used of this one. */
declare module 'libheif-js/wasm-bundle.js' {
  const libheif: unknown;
  export = libheif;
}
