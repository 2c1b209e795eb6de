import { BackupError } from '@keepsake/engine';

/** What the codes of Node's sockets, DNS and TLS mean, in words for a person. */
const DETAILS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers at this address and port',
  ECONNRESET: 'the server closed the connection',
  ECONNABORTED: 'the connection was given up',
  EPIPE: 'the server closed the connection',
  ENOTFOUND: 'there is no server of this name, or no network to ask',
  EAI_AGAIN: 'the name of the server cannot be looked up now',
  ETIMEDOUT: 'the server cannot be reached',
  EHOSTUNREACH: 'the server cannot be reached',
  EHOSTDOWN: 'the server cannot be reached',
  ENETUNREACH: 'there is no network',
  ENETDOWN: 'there is no network',
  EADDRNOTAVAIL: 'there is no network',
  EPROTO: 'it does not speak TLS as it should; perhaps the address begins with http:',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS; perhaps the address begins with http:',
};

/** What is wrong with the certificate of who answers, by the same codes. */
const UNTRUSTED: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: "its certificate is not valid yet, or this computer's clock is wrong",
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself alone',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an authority that this computer does not know',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate cannot be checked',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'its certificate is signed by an authority that this computer does not know',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};

/** The code of an error of Node's, or undefined. */
export function codeOfNodeError(error: unknown): string | undefined {
  const code: unknown =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** What a failure of Node's HTTP client means to the engine. */
export function networkErrorOf(error: unknown): BackupError {
  const code = codeOfNodeError(error) ?? 'unknown';
  if (code.startsWith('HPE_')) {
    return new BackupError('bad-answer', 'What answers there does not speak HTTP', { cause: error });
  }
  const untrusted = UNTRUSTED[code];
  if (untrusted !== undefined) {
    return new BackupError('untrusted-server', `No safe connection to the server: ${untrusted}`, {
      cause: error,
    });
  }
  const detail = DETAILS[code] ?? `the connection failed (${code})`;
  return new BackupError('network', `No connection to the server: ${detail}`, { cause: error });
}
