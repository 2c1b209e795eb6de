export type { FetchAnswer, FetchInit, FetchPlatform } from './fetch-platform.ts';
export { createFetchTransport } from './fetch-transport.ts';
export {
  TEXT_PATIENCE,
  type BodyPiece,
  type HttpAnswer,
  type HttpBody,
  type HttpRequest,
  type HttpTransport,
} from './http-transport.ts';
export type { Credential, RemoteConfig } from './connection.ts';
export { createRemote } from './create-remote.ts';
export { createRemoteOriginals } from './originals/create-remote-originals.ts';
export { discoverServer, type Discovery } from './discover-server.ts';
export {
  awaitsFirstAccount,
  signIn,
  signOut,
  signUpFirst,
  type FirstAccount,
  type SignIn,
  type SignUp,
} from './sign-in.ts';
export { findServer, type ServerFound } from './find-server.ts';
export { credentialsOf, type Credentials } from './credentials.ts';
export type { CredentialStore } from './credential-store.ts';
export { signInWith, type Login, type SignedIn } from './sign-in-with.ts';
export { ShownAccount, UNKNOWN_SERVER, type NotedServer } from './shown-account.ts';
export { changePassword, type PasswordChange, type PasswordWords } from './change-password.ts';
