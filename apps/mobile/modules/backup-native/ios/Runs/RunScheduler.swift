import BackgroundTasks
import ExpoModulesCore

/// What BGTaskScheduler is asked for: short refreshes, and long processing while the phone is left alone. iOS decides when.
enum RunScheduler {
  static let refreshIdentifier = "app.keepsake.backup.refresh"
  static let processingIdentifier = "app.keepsake.backup.processing"

  /// Below the 30 seconds that iOS gives a refresh.
  private static let refreshBudgetMs: Double = 20_000
  private static let processingBudgetMs: Double = 600_000
  /// What iOS leaves after it told a task that it expires.
  private static let lastMoment: TimeInterval = 3

  /// To be called before the app has finished launching, once.
  static func register() {
    register(refreshIdentifier, reason: "refresh", budgetMs: refreshBudgetMs)
    register(processingIdentifier, reason: "processing", budgetMs: processingBudgetMs)
  }

  static func schedule(_ schedule: RunSchedule) {
    schedule.keep()
    submit(schedule, isSoon: false)
  }

  static func unschedule() {
    RunSchedule.forget()
    BGTaskScheduler.shared.cancel(taskRequestWithIdentifier: refreshIdentifier)
    BGTaskScheduler.shared.cancel(taskRequestWithIdentifier: processingIdentifier)
  }

  /// Asks again for what is scheduled: a request is spent when its task was started.
  static func submitAgain(isSoon: Bool = false) {
    if let schedule = RunSchedule.read() {
      submit(schedule, isSoon: isSoon)
    }
  }

  private static func submit(_ schedule: RunSchedule, isSoon: Bool) {
    let earliest = isSoon ? nil : Date(timeIntervalSinceNow: schedule.safetyNetSeconds)
    let refresh = BGAppRefreshTaskRequest(identifier: refreshIdentifier)
    refresh.earliestBeginDate = earliest
    let processing = BGProcessingTaskRequest(identifier: processingIdentifier)
    processing.earliestBeginDate = earliest
    processing.requiresNetworkConnectivity = true
    processing.requiresExternalPower = schedule.requiresCharging
    for request in [refresh, processing] {
      do {
        // One that waits already is replaced.
        try BGTaskScheduler.shared.submit(request)
      } catch {
        // In a simulator, or where the person switched background refresh off: `mayRunInBackground` says so.
        log.warn("Keepsake: \(request.identifier) was not scheduled: \(error.localizedDescription)")
      }
    }
  }

  private static func register(_ identifier: String, reason: String, budgetMs: Double) {
    BGTaskScheduler.shared.register(forTaskWithIdentifier: identifier, using: .main) { task in
      submitAgain()
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
