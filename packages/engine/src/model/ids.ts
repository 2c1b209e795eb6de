declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/**
 * A device's own name for one asset, stable while the asset exists: a path, a MediaStore id, a PHAsset identifier.
 * Well-formed Unicode: half of a surrogate pair survives neither a database nor the wire.
 */
export type AssetId = Branded<'AssetId'>;

/** A device's own name for one album. */
export type AlbumId = Branded<'AlbumId'>;

/** The server's name for one asset that it keeps. */
export type RemoteAssetId = Branded<'RemoteAssetId'>;

/** How far a server has come with what a person sends, as it tells it; it alone can read it. */
export type ServerMark = Branded<'ServerMark'>;

/** This installation, as the server knows it: a random UUID, made once. */
export type DeviceId = Branded<'DeviceId'>;

/** What the device calls one version of one asset on the wire; see `deviceAssetIdOf`. */
export type DeviceAssetId = Branded<'DeviceAssetId'>;

/** A resumable upload, as the server names it: its address. Unguessable, and so a secret. */
export type UploadId = Branded<'UploadId'>;

/** SHA-1 of one file's bytes: 40 lower-case hex digits. */
export type Checksum = Branded<'Checksum'>;

/** Which bytes of an asset a fact speaks of: modified time and size of its parts. Equal versions, equal bytes. */
export type AssetVersion = Branded<'AssetVersion'>;
