import type { AssetId, LedgerFact } from '@keepsake/engine';

type Kind = LedgerFact['kind'];

/** A fact of one kind. */
export type Fact<K extends Kind> = LedgerFact & { readonly kind: K };

/** Facts of one kind that were given in a row; no asset is the subject of two of them. */
export type FactBatch = { [K in Kind]: { readonly kind: K; readonly facts: readonly Fact<K>[] } }[Kind];

/**
 * Splits facts into batches that may each be written by one statement without changing what their order means: a new
 * batch begins where the kind changes, and where an asset comes up again.
 */
export function batchesOf(facts: readonly LedgerFact[]): readonly FactBatch[] {
  const batches: { kind: Kind; facts: LedgerFact[] }[] = [];
  const subjects = new Set<AssetId>();
  for (const fact of facts) {
    const id = 'id' in fact ? fact.id : undefined;
    const batch = batches.at(-1);
    if (batch?.kind === fact.kind && !(id !== undefined && subjects.has(id))) {
      batch.facts.push(fact);
    } else {
      batches.push({ kind: fact.kind, facts: [fact] });
      subjects.clear();
    }
    if (id !== undefined) subjects.add(id);
  }
  return batches as readonly FactBatch[];
}
