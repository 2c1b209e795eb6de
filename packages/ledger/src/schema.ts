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
];

/**
 * What a connection notes for itself: what the scans under way have seen, so that a page of unchanged assets writes
 * nothing durable. A scan that is cut short loses its notes and proves nothing.
 */
export const SCRATCH = `
  CREATE TEMP TABLE IF NOT EXISTS scans (album INTEGER PRIMARY KEY, scan_id INTEGER NOT NULL);
  CREATE TEMP TABLE IF NOT EXISTS seen (album INTEGER, asset INTEGER, PRIMARY KEY (album, asset)) WITHOUT ROWID;
  CREATE TEMP TABLE IF NOT EXISTS leaving (asset INTEGER PRIMARY KEY);
`;
