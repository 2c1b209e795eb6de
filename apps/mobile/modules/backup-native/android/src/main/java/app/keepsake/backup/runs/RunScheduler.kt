package app.keepsake.backup.runs

import android.content.Context
import android.provider.MediaStore
import androidx.work.BackoffPolicy
import androidx.work.Constraints
import androidx.work.ExistingPeriodicWorkPolicy
import androidx.work.ExistingWorkPolicy
import androidx.work.NetworkType
import androidx.work.OneTimeWorkRequest
import androidx.work.OutOfQuotaPolicy
import androidx.work.PeriodicWorkRequest
import androidx.work.WorkManager
import androidx.work.workDataOf
import java.util.concurrent.TimeUnit

internal const val REASON = "reason"
internal const val KIND = "kind"
internal const val LIBRARY_CHANGED = "library-changed"
internal const val PERIODIC = "periodic"
internal const val REQUESTED = "requested"

/** A run's work, by what it waits for. There is one of each at most; two that are under way at once share JavaScript. */
internal enum class RunKind(val workName: String) {
  /** For network and power, as the schedule has it. */
  SCHEDULED("keepsake-run"),

  /** For any network: it holds the process for what goes on already. */
  NOW("keepsake-run-now"),

  /** For a network that costs nothing, where the schedule lets other things go over any. */
  UNMETERED("keepsake-run-unmetered")
}

/**
 * What WorkManager is asked for: a trigger that sees the library change, a safety net, and the run itself, which waits for network
 * and power. WorkManager keeps all of it over a restart of the phone.
 */
internal object RunScheduler {
  private const val TRIGGER = "keepsake-trigger"
  private const val SAFETY_NET = "keepsake-safety-net"
  private const val FIRST_RETRY_MINUTES = 1L

  fun schedule(context: Context, schedule: RunSchedule) {
    val before = RunSchedule.read(context)
    schedule.keep(context)
    // A run that waits for what was wanted before would wait for it still.
    if (before != null && !before.waitsFor(schedule) && !RunRegistry.hasRun()) replaceRuns(context, schedule)
    // One that is the same already stays: with it would go what it has noticed and not told yet.
    armTrigger(context, schedule, if (before == schedule) ExistingWorkPolicy.KEEP else ExistingWorkPolicy.REPLACE)
    armSafetyNet(context, schedule)
  }

  /** After a start of the phone or of a new version: WorkManager remembers by itself, and what it may have lost is asked for anew. */
  fun rearm(context: Context) {
    val schedule = RunSchedule.read(context) ?: return
    armTrigger(context, schedule, ExistingWorkPolicy.KEEP)
    armSafetyNet(context, schedule)
    requestRun(context, PERIODIC)
  }

  /** A trigger is spent when it went off; called by its own work, the next one stands behind it. */
  fun rearmTrigger(context: Context, policy: ExistingWorkPolicy) {
    armTrigger(context, RunSchedule.read(context) ?: return, policy)
  }

  /** A run that is under way goes on: it is its own work that ends it. */
  fun unschedule(context: Context) {
    RunSchedule.forget(context)
    val workManager = WorkManager.getInstance(context)
    workManager.cancelUniqueWork(TRIGGER)
    workManager.cancelUniqueWork(SAFETY_NET)
    if (!RunRegistry.hasRun()) RunKind.entries.forEach { workManager.cancelUniqueWork(it.workName) }
  }

  /**
   * A run as soon as the conditions hold. One that is under way is followed by another. One that waits already will see everything, but may wait
   * for hours before it asks a server again that was away: new photos do not wait with it.
   */
  fun requestRun(context: Context, reason: String) {
    val schedule = RunSchedule.read(context) ?: return
    if (RunRegistry.oweAnother()) return
    val policy = if (reason == LIBRARY_CHANGED) ExistingWorkPolicy.REPLACE else ExistingWorkPolicy.KEEP
    enqueueRun(context, schedule, RunKind.SCHEDULED, reason, policy)
  }

  /** Time for what goes on already, which was begun under conditions of its own. */
  fun requestRunNow(context: Context) {
    val schedule = RunSchedule.read(context) ?: return
    enqueueRun(context, schedule, RunKind.NOW, REQUESTED, ExistingWorkPolicy.KEEP)
  }

  /**
   * To be called by a run that is not done. Answers whether its own work comes back for the rest, with growing pauses, because it waits for
   * the right thing; otherwise the work that does was asked for.
   */
  fun comesBackItself(context: Context, kind: RunKind, reason: String, end: String): Boolean {
    val schedule = RunSchedule.read(context) ?: return false
    val wanted = when {
      end == "retry-unmetered" && !schedule.requiresUnmetered -> RunKind.UNMETERED
      end == "retry-unmetered" || kind == RunKind.NOW -> RunKind.SCHEDULED
      else -> kind
    }
    if (wanted == kind) return true
    enqueueRun(context, schedule, wanted, reason, ExistingWorkPolicy.KEEP)
    return false
  }

  /**
   * To be called by a run that ends; [began] is what was wanted when it began. Where that is something else by now, this work is
   * not repeated, since it would wait for what was wanted then. Another that is owed has no pause, and so stands behind no work that
   * has one, as this one if it [comesBack]; but what is under way is not cut off for it.
   */
  fun followUp(context: Context, kind: RunKind, began: RunSchedule?, owesAnother: Boolean, comesBack: Boolean) {
    val schedule = RunSchedule.read(context) ?: return
    if (began != null && !began.waitsFor(schedule)) {
      replaceRuns(context, schedule)
    } else if (owesAnother) {
      val mayBeUnderWay = if (kind == RunKind.SCHEDULED) !comesBack else RunRegistry.hasRun()
      val policy = if (mayBeUnderWay) ExistingWorkPolicy.APPEND_OR_REPLACE else ExistingWorkPolicy.REPLACE
      enqueueRun(context, schedule, RunKind.SCHEDULED, LIBRARY_CHANGED, policy)
    }
  }

  /** What waited for something else asks for it anew when it is made. */
  private fun replaceRuns(context: Context, schedule: RunSchedule) {
    WorkManager.getInstance(context).cancelUniqueWork(RunKind.UNMETERED.workName)
    enqueueRun(context, schedule, RunKind.SCHEDULED, REQUESTED, ExistingWorkPolicy.REPLACE)
  }

  private fun enqueueRun(context: Context, schedule: RunSchedule, kind: RunKind, reason: String, policy: ExistingWorkPolicy) {
    val isUnmetered = kind == RunKind.UNMETERED || (kind == RunKind.SCHEDULED && schedule.requiresUnmetered)
    val isCharging = kind != RunKind.NOW && schedule.requiresCharging
    val constraints = Constraints.Builder()
      .setRequiredNetworkType(if (isUnmetered) NetworkType.UNMETERED else NetworkType.CONNECTED)
      .setRequiresCharging(isCharging)
      .build()
    val request = OneTimeWorkRequest.Builder(RunWorker::class.java)
      .setConstraints(constraints)
      .setInputData(workDataOf(REASON to reason, KIND to kind.name))
      .setBackoffCriteria(BackoffPolicy.EXPONENTIAL, FIRST_RETRY_MINUTES, TimeUnit.MINUTES)
    // Of what is waited for here, expedited work may wait for a network only.
    if (!isCharging) request.setExpedited(OutOfQuotaPolicy.RUN_AS_NON_EXPEDITED_WORK_REQUEST)
    WorkManager.getInstance(context).enqueueUniqueWork(kind.workName, policy, request.build())
  }

  private fun armTrigger(context: Context, schedule: RunSchedule, policy: ExistingWorkPolicy) {
    val constraints = Constraints.Builder()
      .addContentUriTrigger(MediaStore.Images.Media.EXTERNAL_CONTENT_URI, true)
      .addContentUriTrigger(MediaStore.Video.Media.EXTERNAL_CONTENT_URI, true)
      .setTriggerContentUpdateDelay(schedule.triggerDelayMs, TimeUnit.MILLISECONDS)
      .setTriggerContentMaxDelay(schedule.maxDelayMs, TimeUnit.MILLISECONDS)
      .build()
    val request = OneTimeWorkRequest.Builder(TriggerWorker::class.java)
      .setConstraints(constraints)
      .setInputData(workDataOf(REASON to LIBRARY_CHANGED))
      .build()
    WorkManager.getInstance(context).enqueueUniqueWork(TRIGGER, policy, request)
  }

  private fun armSafetyNet(context: Context, schedule: RunSchedule) {
    val request = PeriodicWorkRequest.Builder(TriggerWorker::class.java, schedule.safetyNetMs, TimeUnit.MILLISECONDS)
      .setInputData(workDataOf(REASON to PERIODIC))
      .build()
    WorkManager.getInstance(context)
      .enqueueUniquePeriodicWork(SAFETY_NET, ExistingPeriodicWorkPolicy.UPDATE, request)
  }
}
