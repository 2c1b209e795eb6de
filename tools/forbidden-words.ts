const BUILD_MACHINE = 'an absolute path of a build machine';
const REGISTRY = 'the host name of a package registry';

/** What no file of the repository may contain, and why. This file is the one place where such words may stand. */
export const FORBIDDEN_WORDS: readonly { readonly pattern: RegExp; readonly reason: string }[] = [
  { pattern: /(?<![\w.~})-])\/(?:work|root)\//g, reason: BUILD_MACHINE },
  { pattern: /(?<![\w.~})-])\/home\/[a-z_][\w.-]*/g, reason: BUILD_MACHINE },
  {
    pattern: /\b(?:npm|[\w-]*registry)\.(?:[\w-]+\.)+(?:com|org|net|io|dev|local|internal|lan)\b/g,
    reason: REGISTRY,
  },
  { pattern: /\b(?:verdaccio|artifactory|jfrog)\b/gi, reason: REGISTRY },
];
