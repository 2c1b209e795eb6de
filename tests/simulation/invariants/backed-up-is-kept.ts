import type { AssetChecksums, AssetId, AssetVersion, Checksum } from '@keepsake/engine';
import type { CreateInvariant } from '../invariant.ts';
import type { Truth } from '../truth.ts';

/** Nothing is called backed up that the server does not hold with that checksum. */
export const backedUpIsKept: CreateInvariant = (truth, report) => {
  let isLedgerChanged = false;
  /** Of what the ledger was told that the server has it no more, and that did not come back since. */
  const knownLost = new Map<AssetId, Checksum>();

  const check = (id: AssetId, version: AssetVersion, claimed: AssetChecksums | undefined): void => {
    const bytes = truth.world.phone.history.checksumsOf(id, version);
    if (bytes === undefined) {
      report(`${id}@${version} is called backed up, and there never was such a version`);
      return;
    }
    if (claimed !== undefined && (claimed.original !== bytes.original || claimed.motion !== bytes.motion)) {
      report(
        `${id}@${version} is called backed up as ${partsOf(claimed).join('+')}, and it is ${partsOf(bytes).join('+')}`,
      );
    }
    for (const checksum of partsOf(bytes)) {
      const isThere = checksum === bytes.original ? truth.shows(checksum) : truth.holds(checksum);
      if (isThere) continue;
      if (truth.lostAtMs(checksum) === undefined) {
        report(`${id}@${version} is called backed up, and the server never had ${checksum}`);
      } else if (knownLost.get(id) === checksum) {
        report(`${id}@${version} is called backed up, and the ledger knows that ${checksum} is lost`);
      }
    }
  };

  return {
    name: 'nothing is called backed up that the server does not hold with that checksum',
    see(seen) {
      if (seen.kind === 'sent' && (seen.end.kind === 'kept' || seen.end.kind === 'answer-lost')) {
        knownLost.delete(seen.call.assetId);
      }
      // It came back meanwhile, or could not be lost once more: of this loss the ledger knows nothing yet.
      if (seen.kind === 'server-lost') {
        for (const [id, checksum] of knownLost) if (checksum === seen.checksum) knownLost.delete(id);
      }
      if (seen.kind !== 'facts') return;
      isLedgerChanged ||= seen.facts.some((fact) => CONCERNING.has(fact.kind));
      for (const fact of seen.facts) {
        if (fact.kind === 'deleted-on-server') {
          const bytes = truth.world.phone.history.checksumsOf(fact.id, fact.version);
          const lost = bytes && partsOf(bytes).find((checksum) => !truth.holds(checksum));
          if (lost !== undefined) knownLost.set(fact.id, lost);
        }
        if (fact.kind === 'backed-up') check(fact.id, fact.version, fact.checksums);
      }
    },
    async afterEvent() {
      if (!isLedgerChanged) return;
      isLedgerChanged = false;
      for (const record of await readBackedUp(truth))
        check(record.asset.id, record.version, record.checksums);
    },
    async whenCalm() {
      await this.afterEvent?.();
    },
    async atTheEnd() {
      for (const record of await readBackedUp(truth)) {
        const { id } = record.asset;
        const bytes = truth.world.phone.history.checksumsOf(id, record.version);
        if (record.albumIds.length === 0 || bytes === undefined) continue;
        if (!truth.keepsOriginal(bytes.original))
          report(`${id} is called backed up at the end, and the server shows it not`);
        if (bytes.motion !== undefined && !truth.holds(bytes.motion)) {
          report(`${id} is called backed up at the end, and the server lacks its motion part`);
        }
      }
    },
  };
};

/** What may make a record of what is backed up another one. */
const CONCERNING: ReadonlySet<string> = new Set([
  'backed-up',
  'assets-seen',
  'album-enumerated',
  'deleted-on-server',
  'found-damaged',
  'upload-again-wanted',
  'hash-discarded',
]);

const partsOf = ({ original, motion }: AssetChecksums): readonly Checksum[] =>
  motion === undefined ? [original] : [original, motion];

const readBackedUp = (truth: Truth) =>
  truth.world.ledger.readAssets({ kind: 'backed-up', afterId: undefined, limit: 10_000 });
