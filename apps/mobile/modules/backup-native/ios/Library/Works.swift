import Foundation

/// Readings that JavaScript may want to end.
final class Works: @unchecked Sendable {
  static let shared = Works()

  private static let mostRemembered = 100

  private let lock = NSLock()
  private var byId: [String: Task<Answer, Error>] = [:]
  /// Expo promises no order among calls: an end may come before what it ends.
  private var endedEarly: Set<String> = []

  /// Nobody else has it while it goes from the task to whoever waits.
  private struct Answer: @unchecked Sendable {
    let value: [String: Any]
  }

  func perform(_ workId: String, _ work: @escaping () async throws -> [String: Any]) async throws -> [String: Any] {
    let task = Task { Answer(value: try await work()) }
    let isEnded = lock.withLock { () -> Bool in
      byId[workId] = task
      return endedEarly.remove(workId) != nil
    }
    if isEnded {
      task.cancel()
    }
    defer { lock.withLock { byId[workId] = nil } }
    do {
      return try await task.value.value
    } catch {
      throw nameFailure(error)
    }
  }

  func cancel(_ workId: String) {
    let task = lock.withLock { () -> Task<Answer, Error>? in
      if let task = byId[workId] {
        return task
      }
      // Of most that come here, the work is over.
      if endedEarly.count >= Self.mostRemembered {
        endedEarly.removeAll()
      }
      endedEarly.insert(workId)
      return nil
    }
    task?.cancel()
  }
}
