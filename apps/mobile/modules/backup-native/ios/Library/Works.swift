import Foundation

/// Readings that JavaScript may want to end.
final class Works: @unchecked Sendable {
  static let shared = Works()

  private let lock = NSLock()
  private var byId: [String: Task<Answer, Error>] = [:]

  /// Nobody else has it while it goes from the task to whoever waits.
  private struct Answer: @unchecked Sendable {
    let value: [String: Any]
  }

  func perform(_ workId: String, _ work: @escaping () async throws -> [String: Any]) async throws -> [String: Any] {
    let task = Task { Answer(value: try await work()) }
    lock.withLock { byId[workId] = task }
    defer { lock.withLock { byId[workId] = nil } }
    do {
      return try await task.value.value
    } catch {
      throw nameFailure(error)
    }
  }

  func cancel(_ workId: String) {
    lock.withLock { byId[workId] }?.cancel()
  }
}
