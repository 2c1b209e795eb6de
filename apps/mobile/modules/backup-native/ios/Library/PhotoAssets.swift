import ExpoModulesCore
import Photos

/// The library answers an app without permission with an empty list, which must not pass for an empty library.
func requireReadableLibrary() throws {
  let status = PHPhotoLibrary.authorizationStatus(for: .readWrite)
  if status != .authorized && status != .limited {
    throw nativeFailure("permission-lost", "The app may not read photos and videos")
  }
}

/// Those of these assets that are there, by the id that was asked for.
func findAssets(_ assetIds: [String]) throws -> [String: PHAsset] {
  try requireReadableLibrary()
  if assetIds.count > 500 {
    throw nativeFailure("invalid-argument", "At most 500 assets at once")
  }
  let options = PHFetchOptions()
  options.includeHiddenAssets = true
  options.includeAllBurstAssets = true
  var byIdentifier: [String: PHAsset] = [:]
  PHAsset.fetchAssets(withLocalIdentifiers: assetIds.map(localIdentifier), options: options).enumerateObjects { asset, _, _ in
    byIdentifier[asset.localIdentifier] = asset
  }
  var found: [String: PHAsset] = [:]
  for assetId in assetIds {
    found[assetId] = byIdentifier[localIdentifier(assetId)]
  }
  return found
}

func findAsset(_ assetId: String) throws -> PHAsset {
  guard let asset = try findAssets([assetId])[assetId] else {
    throw nativeFailure("asset-gone", "Asset \(assetId) is not there any more")
  }
  return asset
}

private func localIdentifier(_ assetId: String) -> String {
  let scheme = "ph://"
  return assetId.hasPrefix(scheme) ? String(assetId.dropFirst(scheme.count)) : assetId
}

/// One file of an asset.
struct AssetPart {
  let role: String
  let edition: String
  let resource: PHAssetResource
  let fileName: String

  /// Nil: iOS does not tell. It has no public word for it; the value is asked for only where it is known.
  var sizeBytes: Double? {
    guard resource.responds(to: NSSelectorFromString("fileSize")) else {
      return nil
    }
    return (resource.value(forKey: "fileSize") as? NSNumber)?.doubleValue
  }
}

/// The parts that are backed up; renderings and adjustment data that follow from them are not.
func partsOf(_ asset: PHAsset) -> [AssetPart] {
  let resources = PHAssetResource.assetResources(for: asset)
  let isVideo = asset.mediaType == .video
  let wanted: [(role: String, edition: String, type: PHAssetResourceType)] = [
    ("original", "unedited", isVideo ? .video : .photo),
    ("original", "current", isVideo ? .fullSizeVideo : .fullSizePhoto),
    ("original", "alternate", .alternatePhoto),
    ("motion", "unedited", .pairedVideo),
    ("motion", "current", .fullSizePairedVideo)
  ]
  let original = resources.first { $0.type == wanted[0].type }
  return wanted.compactMap { role, edition, type in
    guard let resource = resources.first(where: { $0.type == type }) else {
      return nil
    }
    let ownName = resource.originalFilename
    // A rendering is called FullSizeRender, whatever it was made of.
    let fileName = edition == "current" ? renamed(original?.originalFilename ?? ownName, as: ownName) : ownName
    return AssetPart(role: role, edition: edition, resource: resource, fileName: fileName)
  }
}

func findPart(_ assetId: String, role: String, edition: String) throws -> AssetPart {
  let asset = try findAsset(assetId)
  guard let part = partsOf(asset).first(where: { $0.role == role && $0.edition == edition }) else {
    throw nativeFailure("no-such-part", "The asset has no \(edition) \(role) part")
  }
  return part
}

private func renamed(_ name: String, as other: String) -> String {
  let base = (name as NSString).deletingPathExtension
  return "\(base).\((other as NSString).pathExtension)"
}

func describeOriginals(_ assetIds: [String], checkOnDevice: Bool) async throws -> [[String: Any]] {
  let assets = try findAssets(assetIds)
  var described: [[String: Any]] = []
  for assetId in assetIds {
    guard let asset = assets[assetId] else {
      continue
    }
    let parts = partsOf(asset)
    var descriptions: [[String: Any]] = []
    for part in parts {
      let isThere = checkOnDevice ? await isOnDevice(part.resource) : nil
      descriptions.append([
        "role": part.role,
        "edition": part.edition,
        "fileName": part.fileName,
        "sizeBytes": orNull(part.sizeBytes),
        "isOnDevice": orNull(isThere)
      ])
    }
    let createdAtMs = milliseconds(asset.creationDate) ?? 0
    described.append([
      "assetId": assetId,
      "createdAtMs": createdAtMs,
      "modifiedAtMs": milliseconds(asset.modificationDate) ?? createdAtMs,
      "volume": NSNull(),
      "isWhole": unlistedInBurst(of: asset).isEmpty,
      "parts": descriptions
    ])
  }
  return described
}

func milliseconds(_ date: Date?) -> Double? {
  return date.map { ($0.timeIntervalSince1970 * 1_000).rounded() }
}

/// The smart album that holds every photo; nil: there is none in this library.
func findEverythingAlbum() throws -> String? {
  try requireReadableLibrary()
  let albums = PHAssetCollection.fetchAssetCollections(with: .smartAlbum, subtype: .smartAlbumUserLibrary, options: nil)
  return albums.firstObject?.localIdentifier
}
