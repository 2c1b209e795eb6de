import ExpoModulesCore
import UIKit

/// The surface of `src/backup-native.ts`; each function hands on to the file that does it.
public final class BackupNativeModule: Module {
  public func definition() -> ModuleDefinition {
    Name("BackupNative")

    Events(
      "onRunDue",
      "onRunExpiring",
      "onTransferProgress",
      "onTransferEnded",
      "onWorkProgress",
      "onConditionsChanged"
    )

    OnCreate {
      Conditions.shared.watch()
      NativeEvents.shared.attach(self) { [weak self] name, body in
        self?.sendEvent(name, body)
      }
    }

    OnDestroy {
      NativeEvents.shared.detach(self)
      Conditions.shared.stopObserving(by: self)
    }

    OnStartObserving("onConditionsChanged") {
      Conditions.shared.observe(by: self) {
        NativeEvents.shared.send("onConditionsChanged", Conditions.shared.read())
      }
    }

    OnStopObserving("onConditionsChanged") {
      Conditions.shared.stopObserving(by: self)
    }

    AsyncFunction("scheduleRuns") { (schedule: RunScheduleRecord) in
      RunScheduler.schedule(RunSchedule(schedule))
    }

    AsyncFunction("unscheduleRuns") { () in
      RunScheduler.unschedule()
    }

    AsyncFunction("requestRun") { () in
      MainActor.assumeIsolated { LeavingTime.grantRun() }
      RunScheduler.submitAll(isSoon: true)
    }.runOnQueue(.main)

    AsyncFunction("takeRuns") { () -> [[String: Any]] in
      return RunRegistry.shared.take().map { run in
        ["runId": run.id, "reason": run.reason, "budgetMs": run.budgetMs, "hasNotification": false]
      }
    }

    // iOS tries again in its own time.
    AsyncFunction("finishRun") { (runId: String, _: String) in
      RunRegistry.shared.finish(runId)
    }

    // iOS shows nothing while a run goes on.
    AsyncFunction("showRunProgress") { (_: String, _: RunProgressRecord) in
    }

    AsyncFunction("mayRunInBackground") { () -> Bool in
      return MainActor.assumeIsolated { UIApplication.shared.backgroundRefreshStatus == .available }
    }.runOnQueue(.main)

    AsyncFunction("askToRunInBackground") { () in
      MainActor.assumeIsolated {
        if let settings = URL(string: UIApplication.openSettingsURLString) {
          UIApplication.shared.open(settings)
        }
      }
    }.runOnQueue(.main)

    AsyncFunction("enqueueTransfer") { (request: TransferRequestRecord) in
      TransferSessions.shared.start()
      try TransferSessions.shared.enqueue(request)
    }

    AsyncFunction("listTransfers") { () -> [[String: Any]] in
      TransferSessions.shared.start()
      return TransferSessions.shared.list()
    }

    AsyncFunction("cancelTransfers") { (ids: [String]) in
      TransferSessions.shared.cancel(ids)
    }

    AsyncFunction("acknowledgeTransfers") { (ids: [String]) in
      TransferSessions.shared.acknowledge(ids)
    }

    AsyncFunction("describeOriginals") { (assetIds: [String], checkOnDevice: Bool) -> [[String: Any]] in
      return try await describeOriginals(assetIds, checkOnDevice: checkOnDevice)
    }

    AsyncFunction("findBurstPhotos") { (assetIds: [String]) -> [[String: Any]] in
      return try findBurstPhotos(assetIds)
    }

    AsyncFunction("openOriginal") { (request: OpenOriginalRequestRecord) -> [String: Any] in
      return try await Works.shared.perform(request.workId) { try await openOriginal(request) }
    }

    AsyncFunction("hashOriginal") { (request: OpenOriginalRequestRecord) -> [String: Any] in
      return try await Works.shared.perform(request.workId) { try await hashOriginal(request) }
    }

    AsyncFunction("hashFile") { (workId: String, uri: URL) -> [String: Any] in
      return try await Works.shared.perform(workId) { try await hashFile(workId, uri) }
    }

    AsyncFunction("readBytes") { (uri: URL, fromByte: Double, sizeBytes: Int) -> Data in
      return try readBytes(uri, fromByte: fromByte, sizeBytes: sizeBytes)
    }

    AsyncFunction("cancelWork") { (workId: String) in
      Works.shared.cancel(workId)
    }

    AsyncFunction("removeTemporary") { (uris: [URL]) in
      TransferSessions.shared.start()
      TransferSessions.shared.remove(uris)
    }

    AsyncFunction("sweepTemporary") { (keepUris: [URL]) -> Int in
      TransferSessions.shared.start()
      return TransferSessions.shared.sweep(keeping: keepUris)
    }

    AsyncFunction("readChanges") { (token: String?) -> [String: Any] in
      return try readChanges(since: token)
    }

    AsyncFunction("findEverythingAlbum") { () -> String? in
      return try findEverythingAlbum()
    }

    AsyncFunction("isUntrusted") { (url: URL) -> Bool in
      return await isUntrusted(url)
    }

    Function("readConditions") { () -> [String: Any] in
      return Conditions.shared.read()
    }
  }
}
