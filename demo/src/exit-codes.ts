/**
 * What `npm start` ends with where the backup did not come to say it. None of them is one of the agent's, which are below
 * 20 or 130 and more: whoever reads an exit code must never take a port in use for some files that failed.
 */
export const EXIT = {
  cannotListen: 20,
  dataFolder: 21,
  newerData: 22,
  dataInUse: 23,
  serverVariable: 24,
  serverEnded: 25,
  foreignAccounts: 26,
  demoLibrary: 27,
} as const;

type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The meaning of each code in a few words, for `--help`. */
export const EXIT_MEANINGS: readonly (readonly [ExitCode, string])[] = [
  [EXIT.cannotListen, 'the port is in use, or the address is not of this computer'],
  [EXIT.dataFolder, 'the data folder cannot be used, or its database is damaged'],
  [EXIT.newerData, 'the data folder was written by a newer version'],
  [EXIT.dataInUse, 'a server is running on this data folder already'],
  [EXIT.serverVariable, 'a variable of the server has a value that is not valid'],
  [EXIT.serverEnded, 'the server ended for another reason'],
  [
    EXIT.foreignAccounts,
    'the server has accounts of its own, or the demo does not know the password of its own',
  ],
  [EXIT.demoLibrary, 'the demo library could not be made'],
];

/** The server's own exit codes; `npm run server -- --help` lists them. */
const BY_SERVER_CODE: ReadonlyMap<number, ExitCode> = new Map([
  [2, EXIT.serverVariable],
  [3, EXIT.cannotListen],
  [4, EXIT.dataFolder],
  [5, EXIT.newerData],
  [6, EXIT.dataInUse],
]);

/** The exit code for a server that did not start, by its own. */
export function exitCodeOfServer(serverCode: number): ExitCode {
  return BY_SERVER_CODE.get(serverCode) ?? EXIT.serverEnded;
}
