import BackgroundTasks
import ExpoModulesCore

/// What BGTaskScheduler is asked for: short refreshes, and long processing while the phone is left alone. iOS decides when.
enum RunScheduler {
  static let refreshIdentifier = "app.keepsake.backup.refresh"
  static let processingIdentifier = "app.keepsake.backup.processing"

  /// Below the 30 seconds that iOS gives a refresh.
  private static let refreshBudgetMs: Double = 20_000
  /// iOS says of a processing task no more than "minutes", and ends it when it likes: at night on a charger that may be long after.
  private static let processingBudgetMs: Double = 3_600_000
  /// What iOS leaves after it told a task that it expires.
  private static let lastMoment: TimeInterval = 3
  /// iOS takes no wish of how often, only one of how long not: a run comes whenever iOS likes after this.
  private static let leastPause: TimeInterval = 15 * 60

  /// To be called before the app has finished launching, once.
  static func register() {
    register(refreshIdentifier, reason: "refresh", budgetMs: refreshBudgetMs)
    register(processingIdentifier, reason: "processing", budgetMs: processingBudgetMs)
  }

  /// What waits already stays: put off at each start of the app, which iOS makes for a refresh too, processing would never come.
  static func schedule(_ schedule: RunSchedule) {
    let isSame = RunSchedule.read() == schedule
    schedule.keep()
    BGTaskScheduler.shared.getPendingTaskRequests { requests in
      let waiting = isSame ? requests.map(\.identifier) : []
      for identifier in [refreshIdentifier, processingIdentifier] where !waiting.contains(identifier) {
        submit(identifier, isSoon: false)
      }
    }
  }

  static func unschedule() {
    RunSchedule.forget()
    BGTaskScheduler.shared.cancel(taskRequestWithIdentifier: refreshIdentifier)
    BGTaskScheduler.shared.cancel(taskRequestWithIdentifier: processingIdentifier)
  }

  /// Asks for what is scheduled. What waits already is replaced; `isSoon` lets it come at once.
  static func submitAll(isSoon: Bool = false) {
    submit(refreshIdentifier, isSoon: isSoon)
    submit(processingIdentifier, isSoon: isSoon)
  }

  private static func submit(_ identifier: String, isSoon: Bool) {
    guard let schedule = RunSchedule.read() else {
      return
    }
    let request: BGTaskRequest = identifier == refreshIdentifier
      ? BGAppRefreshTaskRequest(identifier: identifier)
      : processingRequest(schedule)
    request.earliestBeginDate = isSoon ? nil : Date(timeIntervalSinceNow: leastPause)
    do {
      try BGTaskScheduler.shared.submit(request)
    } catch {
      // In a simulator, or where the person switched background refresh off: `mayRunInBackground` says so.
      log.warn("Keepsake: \(identifier) was not scheduled: \(error.localizedDescription)")
    }
  }

  private static func processingRequest(_ schedule: RunSchedule) -> BGTaskRequest {
    let request = BGProcessingTaskRequest(identifier: processingIdentifier)
    request.requiresNetworkConnectivity = true
    request.requiresExternalPower = schedule.requiresCharging
    return request
  }

  private static func register(_ identifier: String, reason: String, budgetMs: Double) {
    BGTaskScheduler.shared.register(forTaskWithIdentifier: identifier, using: .main) { task in
      // The request is spent. The other one is left as it is: put off by each refresh, processing would never come.
      submit(identifier, isSoon: false)
      let run = GrantedRun(reason: reason, budgetMs: budgetMs) { byItself in
        task.setTaskCompleted(success: byItself)
      }
      task.expirationHandler = {
        RunRegistry.shared.expire(run, after: lastMoment)
      }
      RunRegistry.shared.grant(run)
    }
  }
}
