import { describe } from 'vitest';
import { describeAlbumFacts } from './ledger-contract-albums.ts';
import { describeFindings } from './ledger-contract-findings.ts';
import { describeMembershipFacts } from './ledger-contract-memberships.ts';
import { describeModelComparison } from './ledger-contract-model.ts';
import { describeProofFacts } from './ledger-contract-proof.ts';
import { describeQuestions } from './ledger-contract-questions.ts';
import { describeRecording } from './ledger-contract-recording.ts';
import { describeSettlementFacts } from './ledger-contract-settlements.ts';
import { describeTransferFacts } from './ledger-contract-transfers.ts';
import type { OpenLedger } from './ledger-under-test.ts';

/** What every `Ledger` does. Each test opens a ledger of its own. */
export function describeLedgerContract(name: string, openLedger: OpenLedger): void {
  describe(`${name} keeps the contract of Ledger:`, () => {
    describe('recording', () => {
      describeRecording(openLedger);
    });
    describe('albums', () => {
      describeAlbumFacts(openLedger);
    });
    describe('memberships', () => {
      describeMembershipFacts(openLedger);
    });
    describe('settlements', () => {
      describeSettlementFacts(openLedger);
    });
    describe('proof', () => {
      describeProofFacts(openLedger);
    });
    describe('findings', () => {
      describeFindings(openLedger);
    });
    describe('transfers', () => {
      describeTransferFacts(openLedger);
    });
    describe('questions', () => {
      describeQuestions(openLedger);
    });
    describe('compared with the fake', () => {
      describeModelComparison(openLedger);
    });
  });
}
