import {
  putForegroundFirst,
  type BackupController,
  type ForegroundFirst,
  type Ledger,
  type PhotoLibrary,
} from '@keepsake/engine';
import type { LedgerReports, OpenedLedger } from '@keepsake/ledger';
import type { Credentials } from '@keepsake/remote';
import type { PhoneDatabases } from '../ledger/phone-databases.ts';

/** An engine over the phone's photos, with the library that it reads. */
export interface PhoneEngine {
  readonly controller: BackupController;
  readonly library: Pick<PhotoLibrary, 'subscribe'>;
}

export interface PersonDeps {
  readonly databases: PhoneDatabases;
  /** Wires the engine of one person on one server. */
  readonly openEngine: (ledger: Ledger, credentials: Credentials) => Promise<PhoneEngine>;
}

/** The backup of one person on one server, with what has to be closed of it. */
export interface OpenPerson {
  readonly acting: ForegroundFirst;
  readonly engine: PhoneEngine;
  readonly opened: OpenedLedger;
  readonly reports: LedgerReports;
  readonly ledgerName: string;
}

/** The name of a person's ledger among the phone's databases. */
export const ledgerNameOf = (userId: string): string => `ledger-${userId.replace(/[^\w-]/g, '_')}`;

/** Opens the ledger of whoever is signed in, and the engine over it; leaves nothing open where that fails. */
export async function openPerson(
  credentials: Credentials,
  { databases, openEngine }: PersonDeps,
): Promise<OpenPerson> {
  const ledgerName = ledgerNameOf(credentials.userId);
  const opened = await databases.openLedger(ledgerName);
  try {
    const engine = await openEngine(opened.ledger, credentials);
    const reports = await databases.openReports(ledgerName);
    return { engine, opened, reports, ledgerName, acting: putForegroundFirst(engine.controller) };
  } catch (error) {
    await opened.close();
    throw error;
  }
}
