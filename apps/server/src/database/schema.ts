import type { Generated, Selectable } from 'kysely';

/**
 * The tables as Kysely sees them. Times are ISO 8601 texts in UTC, booleans are 0 and 1, checksums are SHA-1 in
 * lower-case hex, paths are relative to the blob store with `/` between their parts.
 */
export interface Tables {
  settings: SettingRow;
  users: UserTable;
  sessions: SessionRow;
  login_failures: LoginFailuresRow;
  sign_in_places: SignInPlaceRow;
  api_keys: ApiKeyRow;
  assets: AssetRow;
  earlier_sidecars: EarlierSidecarRow;
  motion_parts: MotionPartRow;
  device_assets: DeviceAssetRow;
  claims: ClaimRow;
  removals: RemovalRow;
  deletions: DeletionRow;
  arrivals: ArrivalsTable;
  reservations: ReservationRow;
  uploads: UploadRow;
  albums: AlbumRow;
  album_assets: AlbumAssetRow;
  findings: FindingRow;
}

/** Facts about the server itself, such as who its first administrator is. */
interface SettingRow {
  key: string;
  value: string;
}

export type UserRow = Selectable<UserTable>;

interface UserTable {
  id: string;
  /** Lower case. */
  email: string;
  name: string;
  password_hash: string;
  is_admin: number;
  /** The user's folder under `originals/`; unique without regard to case. */
  storage_label: string;
  quota_bytes: number | null;
  /** Sum of the sizes of this user's assets and all their sidecars; moved in the transaction that adds or removes one. */
  usage_bytes: number;
  should_change_password: Generated<number>;
  is_disabled: Generated<number>;
  /** When its removal was asked for; null: it is not being removed. */
  removed_at: Generated<string | null>;
  /** From when on it cannot be restored, and rows and files are deleted. */
  purge_at: Generated<string | null>;
  created_at: string;
  updated_at: string;
}

interface SessionRow {
  id: string;
  user_id: string;
  token_hash: string;
  /** What the User-Agent of its sign-in says; empty when unknown. */
  device_type: string;
  device_os: string;
  created_at: string;
  /** Its last use, to a few minutes. */
  updated_at: string;
}

/** Failed sign-ins of one network, at one account, or of one network at one account. */
interface LoginFailuresRow {
  /** SHA-256, so that what was typed is neither kept nor long. */
  key: string;
  failures: number;
  last_failed_at: string;
}

/** An account and a network from which its password was right. */
interface SignInPlaceRow {
  /** SHA-256, as in `login_failures`. */
  key: string;
  seen_at: string;
}

export interface ApiKeyRow {
  id: string;
  user_id: string;
  name: string;
  secret_hash: string;
  /** JSON array of permission names. */
  permissions: string;
  created_at: string;
  updated_at: string;
}

export type Visibility = 'archive' | 'timeline' | 'hidden' | 'locked';

export interface AssetRow {
  id: string;
  owner_id: string;
  checksum: string;
  size_bytes: number;
  kind: 'image' | 'video';
  /** The name that the owner knows it by; the name on disk may differ. */
  file_name: string;
  path: string;
  /** `path` folded, so that no two originals collide on a disk that ignores case. */
  path_key: string;
  sidecar_path: string | null;
  /** 0 where there is no sidecar. */
  sidecar_size_bytes: number;
  /** Null where there is no sidecar, or one that was kept by a version that did not note it. */
  sidecar_checksum: string | null;
  file_created_at: string;
  file_modified_at: string;
  /** The wall clock where the picture was taken, written as if it were UTC. */
  local_date_time: string;
  duration: string | null;
  is_favorite: number;
  visibility: Visibility;
  /** The motion part that is shown: the one that came last. */
  live_photo_video_id: string | null;
  metadata: string | null;
  trashed_at: string | null;
  /** When its bytes were last read again, whatever came of it. */
  reread_at: string | null;
  /** When they were last read again and were right; null: not since they were put there. */
  proven_at: string | null;
  created_at: string;
  updated_at: string;
}

/** A sidecar whose place a newer one of the same asset took. Its file stays, and is charged, for as long as the asset. */
interface EarlierSidecarRow {
  path: string;
  asset_id: string;
  size_bytes: number;
  /** Null where nobody could tell. */
  checksum: string | null;
  replaced_at: string;
}

/**
 * The motion parts that came with a still, each a hidden asset. More than one where the motion was edited, or where two
 * Live Photos share a still: none of them is ever given up for another.
 */
interface MotionPartRow {
  still_id: string;
  motion_id: string;
}

/** Under which ids devices know an asset. The newest upload of an id wins. */
interface DeviceAssetRow {
  owner_id: string;
  device_id: string;
  device_asset_id: string;
  asset_id: string;
  recorded_at: string;
}

/** An original that is getting its final name while its row is not written yet. */
interface ClaimRow {
  path: string;
  size_bytes: number;
  checksum: string;
}

/** A file whose row was deleted for good, and which is still to be removed. */
interface RemovalRow {
  path: string;
}

/** Bytes of which this user deleted the last for good, and which did not come again since. */
interface DeletionRow {
  owner_id: string;
  checksum: string;
}

/** How many assets of this user came in one life of the server. The count never goes down. */
interface ArrivalsTable {
  rowid: Generated<number>;
  owner_id: string;
  /** Random: no copy of the data can have one of later than when it was made. */
  life: string;
  count: number;
}

/**
 * Bytes that an upload is sure to need, so that parallel uploads cannot pass a quota together. One that has the id of
 * a resumable upload lives as long as that; the others end with the process.
 */
interface ReservationRow {
  id: string;
  user_id: string;
  size_bytes: number;
  created_at: string;
}

/** A resumable upload. How many bytes of it have arrived is the size of its file, and in no row. */
export interface UploadRow {
  /** 128 random bits in hex: whoever knows its address and may sign in as its user may go on with it. */
  id: string;
  user_id: string;
  /** JSON: the asset's fields as the client gave them. */
  fields: string;
  /** Null while the client has not told it. */
  length_bytes: number | null;
  /** JSON: digests in hex, by algorithm, that the whole must have. */
  expected_digests: string;
  /** JSON: algorithms whose digests the client asked to be told. */
  wanted_digests: string;
  /** JSON: what the completing request was answered; null while the upload is under way. */
  answer: string | null;
  created_at: string;
  expires_at: string;
}

export interface AlbumRow {
  id: string;
  owner_id: string;
  name: string;
  /** `name` in Unicode NFC: what names are compared by. */
  name_key: string;
  description: string;
  created_at: string;
  updated_at: string;
}

interface AlbumAssetRow {
  album_id: string;
  asset_id: string;
  added_at: string;
}

/** An original that was found missing or damaged. An asset has one open finding at most. */
interface FindingRow {
  asset_id: string;
  found_at: string;
  kind: FindingKind;
  /** When its bytes were read and were right again, or were put back; null: open. */
  resolved_at: string | null;
  /** Where the damaged bytes were put when the right ones came back. */
  set_aside_path: string | null;
}

export type FindingKind = 'missing' | 'damaged';
