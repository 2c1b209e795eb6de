import ExpoModulesCore
import UIKit

/// What has to be there from the app's first moment, also when iOS starts it without a screen.
public final class BackupAppDelegateSubscriber: ExpoAppDelegateSubscriber {
  /// Below what iOS grants an app that it woke for its uploads.
  private static let wakeBudgetMs: Double = 20_000

  public func application(
    _ application: UIApplication,
    didFinishLaunchingWithOptions launchOptions: [UIApplication.LaunchOptionsKey: Any]? = nil
  ) -> Bool {
    RunScheduler.register()
    Conditions.shared.watch()
    TransferSessions.shared.start()
    return true
  }

  public func applicationDidEnterBackground(_ application: UIApplication) {
    LeavingTime.leaveScreen()
    RunScheduler.submitAll()
  }

  /// iOS woke the app because background uploads came to their end: JavaScript gets a short run to learn of them.
  public func application(
    _ application: UIApplication,
    handleEventsForBackgroundURLSession identifier: String,
    completionHandler: @escaping () -> Void
  ) {
    guard identifier == TransferSessions.backgroundIdentifier else {
      completionHandler()
      return
    }
    TransferSessions.shared.start()
    TransferSessions.shared.onEventsDelivered {
      let run = GrantedRun(reason: "transfers-ended", budgetMs: Self.wakeBudgetMs) { _ in
        Task { @MainActor in
          completionHandler()
          Self.completeOthers(identifier)
        }
      }
      RunRegistry.shared.grant(run)
      DispatchQueue.main.asyncAfter(deadline: .now() + Self.wakeBudgetMs / 1_000) {
        RunRegistry.shared.expire(run, after: 3)
      }
    }
  }

  /// expo-file-system keeps the handler of every session, also of those that it does not know, in two places: a subscriber, and a
  /// singleton of the old kind that Expo's wrapper of such calls. Expo tells iOS only when all have called theirs.
  @MainActor
  private static func completeOthers(_ identifier: String) {
    let selector = NSSelectorFromString("invokeCompletionHandlerForSessionIdentifier:")
    let subscribers = ExpoAppDelegateSubscriberRepository.subscribers.map { $0 as Any }
    for case let keeper as NSObject in subscribers + ModuleRegistryProvider.singletonModules().map(\.base)
    where keeper.responds(to: selector) {
      keeper.perform(selector, with: identifier)
    }
  }
}
