import Photos

/// The photos of bursts that Photos lists nowhere, behind those of these assets that stand for one.
func findBurstPhotos(_ assetIds: [String]) throws -> [[String: Any]] {
  let assets = try findAssets(assetIds)
  let standing = assetIds.compactMap { assets[$0] }.filter(\.representsBurst)
  return standing.flatMap(unlistedInBurst).map { photo in
    [
      "assetId": photo.localIdentifier,
      "createdAtMs": orNull(milliseconds(photo.creationDate)),
      "modifiedAtMs": orNull(milliseconds(photo.modificationDate)),
      "isFavorite": photo.isFavorite
    ]
  }
}

/// The photos of the asset's burst that the person did not pick, but for the one that stands for it: they are in no album. None where it
/// is of no burst.
func unlistedInBurst(of asset: PHAsset) -> [PHAsset] {
  guard let burst = asset.burstIdentifier else {
    return []
  }
  let everyOne = PHFetchOptions()
  everyOne.includeAllBurstAssets = true
  let listed = Set(photos(of: burst, nil).map(\.localIdentifier))
  return photos(of: burst, everyOne).filter { !listed.contains($0.localIdentifier) }
}

private func photos(of burst: String, _ options: PHFetchOptions?) -> [PHAsset] {
  var photos: [PHAsset] = []
  PHAsset.fetchAssets(withBurstIdentifier: burst, options: options).enumerateObjects { photo, _, _ in
    photos.append(photo)
  }
  return photos
}
