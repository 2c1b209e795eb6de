package app.keepsake.backup

import android.content.Context
import android.net.Uri
import app.keepsake.backup.device.askToSpareFromBatteryOptimisation
import app.keepsake.backup.device.mayRunInBackground
import app.keepsake.backup.device.observeConditions
import app.keepsake.backup.device.readConditions
import app.keepsake.backup.library.OpenOriginalRequestRecord
import app.keepsake.backup.library.Works
import app.keepsake.backup.library.describeOriginals
import app.keepsake.backup.library.findOriginal
import app.keepsake.backup.library.hashFile
import app.keepsake.backup.library.openOriginal
import app.keepsake.backup.library.readBytes
import app.keepsake.backup.library.readChanges
import app.keepsake.backup.runs.RunProgressRecord
import app.keepsake.backup.runs.RunRegistry
import app.keepsake.backup.runs.RunSchedule
import app.keepsake.backup.runs.RunScheduleRecord
import app.keepsake.backup.runs.RunScheduler
import app.keepsake.backup.runs.WorkNotification
import app.keepsake.backup.transfers.TransferRequestRecord
import app.keepsake.backup.transfers.TransferRunner
import app.keepsake.backup.transfers.isUntrusted
import expo.modules.kotlin.exception.Exceptions
import expo.modules.kotlin.functions.Coroutine
import expo.modules.kotlin.modules.Module
import expo.modules.kotlin.modules.ModuleDefinition
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/** The surface of `src/backup-native.ts`; each function hands on to the file that does it. */
class BackupNativeModule : Module() {
  private val context: Context
    get() = appContext.reactContext?.applicationContext ?: throw Exceptions.ReactContextLost()

  private var stopObservingConditions: (() -> Unit)? = null

  override fun definition() = ModuleDefinition {
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
      NativeEvents.attach(this@BackupNativeModule) { name, body -> sendEvent(name, body) }
    }

    OnDestroy {
      NativeEvents.detach(this@BackupNativeModule)
      RunRegistry.abandon(this@BackupNativeModule)
      stopObservingConditions?.invoke()
      stopObservingConditions = null
    }

    OnStartObserving("onConditionsChanged") {
      stopObservingConditions?.invoke()
      val observed = context
      stopObservingConditions = observeConditions(observed) {
        NativeEvents.send("onConditionsChanged", readConditions(observed))
      }
    }

    OnStopObserving("onConditionsChanged") {
      stopObservingConditions?.invoke()
      stopObservingConditions = null
    }

    AsyncFunction("scheduleRuns") Coroutine { schedule: RunScheduleRecord ->
      onDisk { RunScheduler.schedule(context, RunSchedule.of(schedule)) }
    }

    AsyncFunction("unscheduleRuns") Coroutine { ->
      onDisk { RunScheduler.unschedule(context) }
    }

    AsyncFunction("requestRun") Coroutine { ->
      onDisk { RunScheduler.requestRunNow(context) }
    }

    AsyncFunction("takeRuns") Coroutine { ->
      RunRegistry.take(this@BackupNativeModule).map { run ->
        mapOf(
          "runId" to run.id,
          "reason" to run.reason,
          "budgetMs" to run.budgetMs,
          "hasNotification" to run.hasNotification
        )
      }
    }

    AsyncFunction("finishRun") Coroutine { runId: String, end: String ->
      RunRegistry.finish(runId, end)
    }

    AsyncFunction("showRunProgress") Coroutine { runId: String, progress: RunProgressRecord ->
      // In the registry's turn: behind the end of its work it would stay on the screen for good.
      RunRegistry.whileUnderWay(runId) { if (it.hasNotification) WorkNotification.show(context, progress) }
    }

    AsyncFunction("mayRunInBackground") Coroutine { ->
      mayRunInBackground(context)
    }

    AsyncFunction("askToRunInBackground") Coroutine { ->
      askToSpareFromBatteryOptimisation(context)
    }

    AsyncFunction("enqueueTransfer") Coroutine { request: TransferRequestRecord ->
      onDisk { TransferRunner.of(context).enqueue(request) }
    }

    AsyncFunction("listTransfers") Coroutine { ->
      onDisk { TransferRunner.of(context).list() }
    }

    AsyncFunction("cancelTransfers") Coroutine { ids: List<String> ->
      onDisk { TransferRunner.of(context).cancel(ids) }
    }

    AsyncFunction("acknowledgeTransfers") Coroutine { ids: List<String> ->
      onDisk { TransferRunner.of(context).acknowledge(ids) }
    }

    // Everything is on the device: there is nothing to check.
    AsyncFunction("describeOriginals") Coroutine { assetIds: List<String>, _: Boolean ->
      onDisk { describeOriginals(context, assetIds) }
    }

    // Android lists each photo of a burst.
    AsyncFunction("findBurstPhotos") Coroutine { _: List<String> ->
      emptyList<Map<String, Any?>>()
    }

    AsyncFunction("openOriginal") Coroutine { request: OpenOriginalRequestRecord ->
      Works.perform(request.workId) { openOriginal(context, request) }
    }

    AsyncFunction("hashOriginal") Coroutine { request: OpenOriginalRequestRecord ->
      Works.perform(request.workId) { hashFile(context, request.workId, findOriginal(context, request).uri) }
    }

    AsyncFunction("hashFile") Coroutine { workId: String, uri: String ->
      Works.perform(workId) { hashFile(context, workId, Uri.parse(uri)) }
    }

    AsyncFunction("readBytes") Coroutine { uri: String, fromByte: Long, sizeBytes: Int ->
      onDisk { readBytes(context, Uri.parse(uri), fromByte, sizeBytes) }
    }

    AsyncFunction("cancelWork") Coroutine { workId: String ->
      Works.cancel(workId)
    }

    // There are no temporary files: the library's own are read in place.
    AsyncFunction("removeTemporary") Coroutine { _: List<String> ->
      Unit
    }

    AsyncFunction("sweepTemporary") Coroutine { _: List<String> ->
      0
    }

    AsyncFunction("readChanges") Coroutine { token: String? ->
      onDisk { readChanges(context, token) }
    }

    // The albums of Android are folders; the library as a whole is none of them.
    AsyncFunction("findEverythingAlbum") Coroutine { ->
      null
    }

    AsyncFunction("isUntrusted") Coroutine { url: String ->
      onDisk { isUntrusted(url) }
    }

    Function("readConditions") { ->
      readConditions(context)
    }
  }

  private suspend fun <T> onDisk(block: () -> T): T = withContext(Dispatchers.IO) { block() }
}
