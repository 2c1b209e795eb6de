import Foundation

/// What is known of each transfer, one small file each. In no backup of the phone: a request may hold a credential.
struct TransferJournal {
  private let folder = keepsakeFolder().appendingPathComponent("transfers", isDirectory: true)

  func readAll() -> [Transfer] {
    let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    // One that is damaged teaches nothing; whoever enqueued it finds that it is unknown.
    return files
      .compactMap { try? JSONDecoder().decode(Transfer.self, from: Data(contentsOf: $0)) }
      .sorted { ($0.enqueuedAtMs, $0.id) < ($1.enqueuedAtMs, $1.id) }
  }

  func write(_ transfer: Transfer) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let data = try JSONEncoder().encode(transfer)
    try data.write(to: file(transfer.id), options: [.atomic, .completeFileProtectionUntilFirstUserAuthentication])
  }

  func remove(_ id: String) {
    try? FileManager.default.removeItem(at: file(id))
  }

  private func file(_ id: String) -> URL {
    return folder.appendingPathComponent("\(id).json")
  }
}
