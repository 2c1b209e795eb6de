import { sha1 } from '@noble/hashes/legacy.js';

interface Hash {
  update(bytes: Uint8Array | string): Hash;
  digest(encoding: 'hex'): string;
}

/** What the fakes ask of `node:crypto`, where there is no Node. */
export function createHash(_algorithm: 'sha1'): Hash {
  const hash = sha1.create();
  const self: Hash = {
    update(bytes) {
      hash.update(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
      return self;
    },
    digest: () => Array.from(hash.digest(), (byte) => byte.toString(16).padStart(2, '0')).join(''),
  };
  return self;
}
