import Foundation

/// The way from the system's tasks and transfers, which may live without JavaScript, to JavaScript where it is there.
final class NativeEvents: @unchecked Sendable {
  static let shared = NativeEvents()

  private let sink = Owned<(String, [String: Any?]) -> Void>()

  func attach(_ owner: AnyObject, _ sink: @escaping (String, [String: Any?]) -> Void) {
    self.sink.put(sink, by: owner)
  }

  /// Of a module that goes when another has come already, nothing is taken away.
  func detach(_ owner: AnyObject) {
    sink.remove(by: owner)
  }

  /// Nobody there: nothing happens. What matters is kept elsewhere and asked for.
  func send(_ name: String, _ body: [String: Any?]) {
    sink.current?(name, body)
  }
}

/// Lets through at most ten reports a second.
final class ProgressPace {
  private var lastAt: TimeInterval = 0

  func isDue() -> Bool {
    let now = Date.timeIntervalSinceReferenceDate
    if abs(now - lastAt) < 0.1 {
      return false
    }
    lastAt = now
    return true
  }
}
