import Foundation

/// The half minute for which iOS lets an app that left the screen bring to its end what goes on.
@MainActor
enum LeavingTime {
  /// Of about 30 seconds: what is sent by then is sent, and the rest is handed to the background session in what is left.
  private static let mostSeconds: TimeInterval = 25
  private static let lastMoment: TimeInterval = 5
  /// JavaScript asks at once, where anything goes on.
  private static let patience: TimeInterval = 3

  private static var held: AwakeTime?

  /// The app leaves the screen, and iOS freezes it in a moment, which may be before JavaScript has asked for a run.
  static func leaveScreen() {
    guard RunSchedule.read() != nil, let time = AwakeTime() else {
      return
    }
    held?.end()
    held = time
    DispatchQueue.main.asyncAfter(deadline: .now() + patience) {
      time.end()
    }
  }

  /// Grants a run for what goes on, as long as iOS lets it be; none where nobody wants backups in the background.
  static func grantRun() {
    defer {
      held?.end()
      held = nil
    }
    guard RunSchedule.read() != nil, let time = AwakeTime() else {
      return
    }
    let seconds = min(mostSeconds, time.secondsLeft - lastMoment)
    if seconds <= 0 {
      time.end()
      return
    }
    let run = GrantedRun(reason: "requested", budgetMs: seconds * 1_000) { _ in
      time.end()
    }
    time.onExpiring = {
      RunRegistry.shared.expire(run)
    }
    RunRegistry.shared.grant(run)
  }
}
