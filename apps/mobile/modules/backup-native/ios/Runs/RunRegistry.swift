import Foundation

/// A run that the system granted, from its task's side.
final class GrantedRun: @unchecked Sendable {
  let id = UUID().uuidString
  let reason: String
  let budgetMs: Double

  private let lock = NSLock()
  private var onEnd: ((Bool) -> Void)?

  /// `onEnd` is called once, with whether JavaScript ended it by itself.
  init(reason: String, budgetMs: Double, onEnd: @escaping (Bool) -> Void) {
    self.reason = reason
    self.budgetMs = budgetMs
    self.onEnd = onEnd
  }

  func end(byItself: Bool) {
    let onEnd = lock.withLock {
      defer { self.onEnd = nil }
      return self.onEnd
    }
    onEnd?(byItself)
  }
}

/// Where the system's tasks leave the runs that JavaScript performs.
final class RunRegistry: @unchecked Sendable {
  static let shared = RunRegistry()

  private let lock = NSLock()
  private var waiting: [GrantedRun] = []
  private var taken: [String: GrantedRun] = [:]

  func grant(_ run: GrantedRun) {
    lock.withLock { waiting.append(run) }
    NativeEvents.shared.send("onRunDue", ["runId": run.id])
  }

  /// The runs that nobody has taken yet, each once.
  func take() -> [GrantedRun] {
    return lock.withLock {
      let runs = waiting
      waiting = []
      for run in runs {
        taken[run.id] = run
      }
      return runs
    }
  }

  func finish(_ runId: String) {
    let run = lock.withLock { taken.removeValue(forKey: runId) }
    run?.end(byItself: true)
  }

  /// The system ends the run in a moment. Whoever does not finish it by then has it ended.
  func expire(_ run: GrantedRun, after lastMoment: TimeInterval) {
    NativeEvents.shared.send("onRunExpiring", ["runId": run.id])
    DispatchQueue.main.asyncAfter(deadline: .now() + lastMoment) {
      self.lock.withLock {
        self.waiting.removeAll { $0 === run }
        self.taken.removeValue(forKey: run.id)
      }
      run.end(byItself: false)
    }
  }
}
