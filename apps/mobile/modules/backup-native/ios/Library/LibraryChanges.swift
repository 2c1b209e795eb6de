import Photos

/// What changed since a token was given, from the library's own history.
func readChanges(since token: String?) throws -> [String: Any] {
  try requireReadableLibrary()
  let library = PHPhotoLibrary.shared()
  // Read before the changes are: what comes meanwhile is told twice, not never.
  let now = try archive(library.currentChangeToken)
  guard let then = token.flatMap(unarchive), let changes = changesSince(then, in: library) else {
    return answer(now, isComplete: false, Changes())
  }
  return answer(now, isComplete: true, changes)
}

private struct Changes {
  var changed: Set<String> = []
  var deleted: Set<String> = []
  var areAlbumsChanged = false
}

/// Nil: it cannot be told.
private func changesSince(_ token: PHPersistentChangeToken, in library: PHPhotoLibrary) -> Changes? {
  var changes = Changes()
  do {
    for change in try library.fetchPersistentChanges(since: token) {
      if let assets = try detailsOf(change, .asset) {
        changes.changed.formUnion(assets.insertedLocalIdentifiers)
        changes.changed.formUnion(assets.updatedLocalIdentifiers)
        changes.deleted.formUnion(assets.deletedLocalIdentifiers)
      }
      if let albums = try detailsOf(change, .assetCollection) {
        let sets = [albums.insertedLocalIdentifiers, albums.updatedLocalIdentifiers, albums.deletedLocalIdentifiers]
        changes.areAlbumsChanged = changes.areAlbumsChanged || sets.contains { !$0.isEmpty }
      }
    }
  } catch {
    // The token expired, or iOS does not keep details any more.
    return nil
  }
  changes.changed.subtract(changes.deleted)
  return changes.changed.count + changes.deleted.count > 5_000 ? nil : changes
}

/// Nil: the change is about nothing of this type. Throws what Photos says when it does not keep the details any more.
private func detailsOf(_ change: PHPersistentChange, _ type: PHObjectType) throws -> PHPersistentObjectChangeDetails? {
  do {
    return try change.changeDetails(for: type)
  } catch {
    if (error as NSError).domain == PHPhotosErrorDomain {
      throw error
    }
    return nil
  }
}

private func answer(_ token: String, isComplete: Bool, _ changes: Changes) -> [String: Any] {
  return [
    "token": token,
    "isComplete": isComplete,
    "changedIds": Array(changes.changed),
    "deletedIds": Array(changes.deleted),
    "areAlbumsChanged": changes.areAlbumsChanged
  ]
}

private func archive(_ token: PHPersistentChangeToken) throws -> String {
  let data = try NSKeyedArchiver.archivedData(withRootObject: token, requiringSecureCoding: true)
  return data.base64EncodedString()
}

private func unarchive(_ token: String) -> PHPersistentChangeToken? {
  guard let data = Data(base64Encoded: token) else {
    return nil
  }
  return try? NSKeyedUnarchiver.unarchivedObject(ofClass: PHPersistentChangeToken.self, from: data)
}
