import type { LedgerFact } from '@keepsake/engine';
import type { Observation } from '@keepsake/testkit';

/** One line for what was seen; equal plays have equal lines, byte for byte. */
export function lineOf(seen: Observation, atMs: number): string {
  return `${timeOf(atMs)} ${textOf(seen)}`;
}

function timeOf(atMs: number): string {
  const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');
  const [days, rest] = [Math.floor(atMs / 86_400_000), atMs % 86_400_000];
  const minutes = Math.floor(rest / 60_000);
  const seconds = ((rest % 60_000) / 1000).toFixed(3).padStart(6, '0');
  return `d${days} ${pad(Math.floor(minutes / 60), 2)}:${pad(minutes % 60, 2)}:${seconds}`;
}

function textOf(seen: Observation): string {
  switch (seen.kind) {
    case 'event':
      return `── ${seen.text}`;
    case 'process':
      return `${seen.process} ${seen.what}`;
    case 'store-failed':
      return `${seen.process} hears ${seen.failure}`;
    case 'notified':
      return `${seen.process} notifies ${JSON.stringify(seen.notification)}`;
    case 'progress-shown':
      return `${seen.process} shows ${JSON.stringify(seen.progress)}`;
    case 'restored':
      return `restored ${seen.files.length} files: ${seen.outcome}`;
    case 'run':
      return `${seen.run.process} ${seen.run.kind} run ${seen.what} ${seen.outcome}`.trimEnd();
    case 'calm-run':
      return `a run in calm: ${seen.outcome}`;
    case 'ledger-lost':
      return 'the ledger is lost';
    case 'overran':
      return `${seen.process} overran its ${seen.budgetMs} ms`;
    case 'performed':
      return `${seen.process} performed ${seen.what}${seen.threw === undefined ? '' : `, which threw ${seen.threw}`}`;
    case 'lease':
      return `${seen.process} writes the lease: ${leaseText(seen.lease)}`;
    case 'facts':
      return `${seen.process} records ${seen.facts.map(factText).join(', ')}`;
    case 'opened':
      return `${seen.process} opens ${seen.assetId}`;
    case 'bytes':
      return `${seen.process} ${seen.way} ${seen.bytes} bytes of ${seen.assetId} over ${seen.network}`;
    case 'sending':
      return `${seen.call.process} sends ${seen.call.way} ${seen.call.deviceAssetId} ${seen.call.checksums.map(short).join('+')}`;
    case 'sent':
      return `${seen.call.process} sent ${seen.call.assetId}: ${JSON.stringify(seen.end)}, ${seen.bytes} bytes`;
    case 'call':
      return `${seen.process} called ${seen.method}: ${seen.end}`;
    case 'server-lost':
      return `the server lost ${short(seen.checksum)}: ${seen.how}`;
    case 'uploads-expired':
      return 'resumable uploads expired';
    case 'removed':
      return `${seen.process} removes ${seen.checksums.map(short).join('+')} from the device`;
    case 'said':
      return `the person said ${seen.what}`;
  }
}

const short = (checksum: string): string => checksum.slice(0, 8);

function leaseText(lease: (Observation & { kind: 'lease' })['lease']): string {
  return lease === undefined
    ? 'nobody'
    : `${lease.owner} r${lease.revision}${lease.isWanted ? ' wanted' : ''}`;
}

function factText(fact: LedgerFact): string {
  switch (fact.kind) {
    case 'assets-seen':
      return `assets-seen ${fact.albumId} [${fact.assets.map(({ asset, version }) => `${asset.id}@${version}`).join(' ')}]`;
    case 'attempt-failed': {
      const next = fact.nextAttemptAtMs === undefined ? 'failed' : 'retrying';
      return `attempt-failed ${fact.id} ${fact.failure.code} ×${fact.failure.attempts} ${next}`;
    }
    case 'backed-up':
      return `backed-up ${fact.id}@${fact.version} ${fact.settlement.how}`;
    case 'planned':
      return `planned ${fact.id} ${fact.standing.kind}`;
    case 'albums-listed':
      return `albums-listed [${fact.albums.map((album) => `${album.id}:${album.marker}`).join(' ')}]`;
    case 'transfer-noted':
      return `transfer-noted ${fact.transfer.assetId} ${fact.transfer.part} at ${fact.transfer.offset}`;
    default:
      return JSON.stringify(fact);
  }
}
