import Foundation

/// A folder of files that are ours to remove. Not in the system's own folder for such, which it may empty while uploads go on; in
/// no backup of the phone; readable while the phone is locked.
struct TemporaryFiles {
  static let originals = TemporaryFiles(name: "originals")
  static let bodies = TemporaryFiles(name: "bodies")

  private let folder: URL

  private init(name: String) {
    folder = keepsakeFolder().appendingPathComponent(name, isDirectory: true)
  }

  /// An empty file, in a folder of its own; `place` is that folder's, by default one that is new.
  func newFile(named name: String, place placeName: String = UUID().uuidString) throws -> URL {
    let place = folder.appendingPathComponent(placeName, isDirectory: true)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    let file = place.appendingPathComponent((name as NSString).lastPathComponent)
    try Data().write(to: file, options: .completeFileProtectionUntilFirstUserAuthentication)
    return file
  }

  /// What is not within the folder is left alone.
  func remove(_ file: URL) {
    if let place = placeOf(file) {
      try? FileManager.default.removeItem(at: place)
    }
  }

  /// Removes the file of a place that was named.
  func removePlace(_ placeName: String) {
    try? FileManager.default.removeItem(at: folder.appendingPathComponent(placeName, isDirectory: true))
  }

  /// Removes all but these files and places. Answers how many.
  func sweep(keeping files: [URL], places keptPlaces: [String] = []) -> Int {
    let kept = Set(files.compactMap(placeOf).map(\.lastPathComponent) + keptPlaces)
    let places = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    let swept = places.filter { !kept.contains($0.lastPathComponent) }
    swept.forEach { try? FileManager.default.removeItem(at: $0) }
    return swept.count
  }

  private func placeOf(_ file: URL) -> URL? {
    let place = file.standardizedFileURL.deletingLastPathComponent()
    let isOurs = place.deletingLastPathComponent().path == folder.standardizedFileURL.path
    return file.isFileURL && isOurs ? place : nil
  }
}

/// Where all that this module keeps is, made where it is missing.
func keepsakeFolder() -> URL {
  let support = FileManager.default.urls(for: .applicationSupportDirectory, in: .userDomainMask)[0]
  var folder = support.appendingPathComponent("keepsake-backup", isDirectory: true)
  try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  var values = URLResourceValues()
  values.isExcludedFromBackup = true
  try? folder.setResourceValues(values)
  return folder
}
