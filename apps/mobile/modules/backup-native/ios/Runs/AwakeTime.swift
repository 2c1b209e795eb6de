import UIKit

/// Time for which iOS freezes no app that asked for it, though it is not on the screen. It is given back exactly once: iOS kills an
/// app that keeps it until it is over.
final class AwakeTime: @unchecked Sendable {
  /// Called when it is over in a moment, before it is given back.
  @MainActor var onExpiring: (() -> Void)?

  private let application: UIApplication
  private let lock = NSLock()
  private var id = UIBackgroundTaskIdentifier.invalid

  /// Nil: iOS grants none.
  @MainActor
  init?() {
    application = UIApplication.shared
    // Called on the main thread, which holds back iOS until it returns.
    id = application.beginBackgroundTask(withName: "Keepsake backup") {
      self.onExpiring?()
      self.end()
    }
    if id == .invalid {
      return nil
    }
  }

  /// How long iOS lets the app be, s; on the screen without end.
  var secondsLeft: TimeInterval {
    return application.backgroundTimeRemaining
  }

  /// May be repeated.
  func end() {
    let id = lock.withLock {
      defer { self.id = .invalid }
      return self.id
    }
    if id != .invalid {
      application.endBackgroundTask(id)
    }
  }
}
