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

  /// With the run iOS may freeze the app: what was handed to it is begun before.
  func finish(_ runId: String) {
    guard let run = lock.withLock({ taken.removeValue(forKey: runId) }) else {
      return
    }
    TransferSessions.shared.onceBegun {
      run.end(byItself: true)
    }
  }

  /// The system ends the run in a moment. Whoever does not finish it by then has it ended.
  func expire(_ run: GrantedRun, after lastMoment: TimeInterval) {
    tellExpiring(run)
    DispatchQueue.main.asyncAfter(deadline: .now() + lastMoment) {
      self.close(run)
    }
  }

  /// The system ends the run now.
  func expire(_ run: GrantedRun) {
    tellExpiring(run)
    close(run)
  }

  private func tellExpiring(_ run: GrantedRun) {
    NativeEvents.shared.send("onRunExpiring", ["runId": run.id])
  }

  private func close(_ run: GrantedRun) {
    lock.withLock {
      waiting.removeAll { $0 === run }
      taken.removeValue(forKey: run.id)
    }
    run.end(byItself: false)
  }
}
