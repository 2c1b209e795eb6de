export type { NewAccount } from './auth/accounts.ts';
export { parseConfig, type Config, type LogLevel, type ParsedConfig } from './config.ts';
export { CATALOGUE as ERROR_CATALOGUE } from './errors/catalogue.ts';
export { StartupError, type StartupProblem } from './errors/startup-error.ts';
export { openServer, type OpenServer } from './open-server.ts';
