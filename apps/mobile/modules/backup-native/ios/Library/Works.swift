import Foundation

/// Readings that JavaScript may want to end.
final class Works: @unchecked Sendable {
  static let shared = Works()

  private let lock = NSLock()
  private var byId: [String: Task<[String: Any], Error>] = [:]

  func perform(_ workId: String, _ work: @escaping () async throws -> [String: Any]) async throws -> [String: Any] {
    let task = Task { try await work() }
    lock.withLock { byId[workId] = task }
    defer { lock.withLock { byId[workId] = nil } }
    do {
      return try await task.value
    } catch {
      throw nameFailure(error)
    }
  }

  func cancel(_ workId: String) {
    lock.withLock { byId[workId] }?.cancel()
  }
}
