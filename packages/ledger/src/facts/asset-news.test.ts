import { versionOf, type AlbumId, type AssetId, type LedgerFact } from '@keepsake/engine';
import { describe, expect, it } from 'vitest';
import { openNodeSqliteDriver } from '../node-sqlite-driver.ts';
import { openSqliteLedger } from '../open-sqlite-ledger.ts';
import { photo } from '../testing/camera.ts';

const seen = (scanId: number, ...ids: string[]): LedgerFact => ({
  kind: 'assets-seen',
  albumId: 'Camera' as AlbumId,
  scanId,
  assets: ids.map((id) => ({ asset: photo(id), version: versionOf(photo(id)) })),
});

describe('an id of an asset', () => {
  it.each(['\ud83d', 'x\udc00y', 'x\ud800'])(
    '[A13] that is no text (%j) is refused aloud, and loses no other',
    async (id) => {
      const ledger = await openSqliteLedger(openNodeSqliteDriver(':memory:'));
      await expect(ledger.record([seen(1, 'a', id)])).rejects.toMatchObject({
        code: 'ledger-unavailable',
        message: expect.stringContaining('well-formed Unicode') as string,
      });
      await ledger.record([seen(2, 'a')]);
      expect((await ledger.readTotals()).unplannedCount).toBe(1);
      await ledger.close();
    },
  );

  it.each(['😀', 'e\u0301', 'a"b', 'a\\b', 'a\nb', 'a\u0000b', '\ufeffa', '__proto__', '1e5', ''])(
    '[A13] that is any text (%j) is known again',
    async (id) => {
      const ledger = await openSqliteLedger(openNodeSqliteDriver(':memory:'));
      for (const scanId of [1, 2]) await ledger.record([seen(scanId, id, 'another')]);
      expect(await ledger.readAssets({ kind: 'by-id', ids: [id as AssetId] })).toHaveLength(1);
      expect((await ledger.readTotals()).unplannedCount).toBe(2);
      await ledger.close();
    },
  );
});
