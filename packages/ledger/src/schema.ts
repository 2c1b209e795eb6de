/**
 * The tables of a ledger, as steps: the database's `user_version` is the number of steps that were taken.
 *
 * A step that was released is never changed. Codes are those of `codes.ts`. Indexes are partial where their question
 * is about few of a million assets; a question must repeat an index's condition word for word to use it.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

  CREATE TABLE albums (
    -- Never given twice: another connection may still hold marks of an album that was forgotten.
    album INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    is_listed INTEGER NOT NULL DEFAULT 0,
    name TEXT,
    kind TEXT,
    parent_id TEXT,
    marker TEXT,
    asset_count INTEGER,
    choice TEXT NOT NULL DEFAULT 'none',
    enumerated_marker TEXT,
    enumerated_scan_id INTEGER NOT NULL DEFAULT 0,
    -- The last scan of which a page was seen, complete or not.
    seen_scan_id INTEGER NOT NULL DEFAULT 0,
    backed_up_at_ms NUMERIC
  );

  CREATE TABLE assets (
    asset INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    -- The asset as the device shows it, as text that is equal when nothing changed; kind, date and size again beside
    -- it for the indexes. newest_key is the negative date, so that newest first is ascending like everything else.
    listing TEXT NOT NULL,
    kind INTEGER NOT NULL,
    newest_key NUMERIC NOT NULL,
    size_bytes NUMERIC NOT NULL,
    presence INTEGER NOT NULL DEFAULT 1,
    is_planned INTEGER NOT NULL DEFAULT 0,
    standing INTEGER NOT NULL DEFAULT 2,
    ignored_reason INTEGER,
    excluded_by TEXT,
    album_names TEXT NOT NULL DEFAULT '[]',
    synced_names TEXT NOT NULL DEFAULT '[]',
    is_synced INTEGER NOT NULL DEFAULT 1,
    was_asked INTEGER NOT NULL DEFAULT 0,
    original_checksum TEXT,
    motion_checksum TEXT,
    settlement INTEGER NOT NULL DEFAULT 0,
    how INTEGER,
    remote_id TEXT,
    settled_at_ms NUMERIC,
    failure_code TEXT,
    failure_detail TEXT,
    attempts INTEGER,
    -- When it may be tried: 0 for a pending asset, the next attempt of a retrying one, else NULL.
    due_at_ms NUMERIC DEFAULT 0
  );

  -- presence is in the index too: SQLite looks the row up for it otherwise, although the condition says it. The asset
  -- comes before its size, so that a page of assets is written to one place of the index and not to a thousand.
  CREATE INDEX assets_totals ON assets (standing, ignored_reason, settlement, how, asset, size_bytes, presence)
    WHERE presence > 0;
  CREATE INDEX assets_queue ON assets (standing, settlement, kind, newest_key, id, due_at_ms, presence)
    WHERE presence > 0;
  CREATE INDEX assets_unplanned ON assets (is_planned) WHERE is_planned = 0 AND presence = 1;
  CREATE INDEX assets_due ON assets (due_at_ms) WHERE standing = 0 AND settlement = 2;
  CREATE INDEX assets_unasked ON assets (id)
    WHERE standing = 0 AND settlement = 0 AND was_asked = 0 AND original_checksum IS NULL;
  CREATE INDEX assets_unsynced ON assets (id)
    WHERE standing = 0 AND settlement = 1 AND is_synced = 0 AND remote_id IS NOT NULL AND presence = 1;
  CREATE INDEX assets_by_original ON assets (original_checksum)
    WHERE settlement = 1 AND original_checksum IS NOT NULL;
  CREATE INDEX assets_by_motion ON assets (motion_checksum)
    WHERE settlement = 1 AND motion_checksum IS NOT NULL;

  CREATE TABLE memberships (
    album INTEGER NOT NULL,
    asset INTEGER NOT NULL,
    PRIMARY KEY (album, asset)
  ) WITHOUT ROWID;
  CREATE INDEX memberships_by_asset ON memberships (asset, album);

  CREATE TABLE confirmed (checksum TEXT PRIMARY KEY, remote_id TEXT) WITHOUT ROWID;
  `,
  // What is known of deletions, of proof, of resumable uploads, and how much there is of each sort.
  `
  ALTER TABLE albums ADD COLUMN enumerated_at_ms NUMERIC;

  ALTER TABLE assets ADD COLUMN is_in_cloud INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE assets ADD COLUMN is_wanted_again INTEGER NOT NULL DEFAULT 0;
  -- Of a backed-up asset, else NULL.
  ALTER TABLE assets ADD COLUMN verified_at_ms NUMERIC;
  ALTER TABLE assets ADD COLUMN reread_at_ms NUMERIC;
  UPDATE assets SET is_in_cloud = 1 WHERE listing ->> 6 = 1;
  UPDATE assets SET verified_at_ms = settled_at_ms WHERE settlement = 1;

  -- Nothing is found by its checksum any more but in the table confirmed.
  DROP INDEX assets_by_original;
  DROP INDEX assets_by_motion;
  CREATE INDEX assets_backed_up ON assets (id) WHERE settlement = 1;
  CREATE INDEX assets_unverified ON assets (verified_at_ms) WHERE settlement = 1;

  CREATE TABLE transfers (
    upload TEXT PRIMARY KEY,
    asset_id TEXT NOT NULL,
    version TEXT NOT NULL,
    part TEXT NOT NULL,
    checksum TEXT NOT NULL,
    size_bytes NUMERIC NOT NULL,
    offset NUMERIC NOT NULL
  ) WITHOUT ROWID;

  -- The totals are counted as assets change, because they are asked for much more often than a million are read.
  DROP INDEX assets_totals;
  ALTER TABLE assets ADD COLUMN sort INTEGER GENERATED ALWAYS AS (
    CASE WHEN presence > 0 THEN
      ((((standing * 8 + COALESCE(ignored_reason, 7)) * 16 + settlement) * 4 + COALESCE(how, 3)) * 4 + kind) * 2
        + is_in_cloud
    END) VIRTUAL;
  CREATE TABLE totals (sort INTEGER PRIMARY KEY, count INTEGER NOT NULL, size_bytes NUMERIC NOT NULL);
  INSERT INTO totals SELECT sort, COUNT(*), SUM(size_bytes) FROM assets WHERE sort IS NOT NULL GROUP BY sort;
  CREATE TRIGGER count_new_asset AFTER INSERT ON assets WHEN NEW.sort IS NOT NULL BEGIN
    INSERT INTO totals VALUES (NEW.sort, 1, NEW.size_bytes)
      ON CONFLICT (sort) DO UPDATE SET count = count + 1, size_bytes = size_bytes + excluded.size_bytes;
  END;
  CREATE TRIGGER discount_old_asset AFTER DELETE ON assets WHEN OLD.sort IS NOT NULL BEGIN
    UPDATE totals SET count = count - 1, size_bytes = size_bytes - OLD.size_bytes WHERE sort = OLD.sort;
  END;
  CREATE TRIGGER recount_asset
  AFTER UPDATE OF presence, standing, ignored_reason, settlement, how, kind, is_in_cloud, size_bytes ON assets
  WHEN OLD.sort IS NOT NEW.sort OR OLD.size_bytes <> NEW.size_bytes BEGIN
    UPDATE totals SET count = count - 1, size_bytes = size_bytes - OLD.size_bytes WHERE sort = OLD.sort;
    INSERT INTO totals SELECT NEW.sort, 1, NEW.size_bytes WHERE NEW.sort IS NOT NULL
      ON CONFLICT (sort) DO UPDATE SET count = count + 1, size_bytes = size_bytes + excluded.size_bytes;
  END;
  `,
  // What the server was found to have done to an asset, and when it confirmed the right bytes again.
  `
  ALTER TABLE assets ADD COLUMN found INTEGER;
  ALTER TABLE assets ADD COLUMN found_at_ms NUMERIC;
  ALTER TABLE assets ADD COLUMN mended_at_ms NUMERIC;
  -- The confirmation that the finding undid.
  ALTER TABLE assets ADD COLUMN undone_how INTEGER;
  ALTER TABLE assets ADD COLUMN undone_at_ms NUMERIC;
  ALTER TABLE assets ADD COLUMN undone_reread_at_ms NUMERIC;
  UPDATE assets SET found = 1, found_at_ms = settled_at_ms WHERE settlement = 5;
  CREATE INDEX assets_found ON assets (found, mended_at_ms, found_at_ms, standing, settlement, presence)
    WHERE found IS NOT NULL;
  `,
  // What was confirmed last, which a server that was put back from an older copy has lost first.
  `
  CREATE INDEX assets_latest ON assets (settled_at_ms) WHERE settlement = 1;
  `,
];

/** A connection's own note, within one transaction, of the assets that have left an album. */
export const SCRATCH = 'CREATE TEMP TABLE IF NOT EXISTS leaving (asset INTEGER PRIMARY KEY)';
