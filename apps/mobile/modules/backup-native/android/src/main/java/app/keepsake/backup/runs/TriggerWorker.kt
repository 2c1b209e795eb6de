package app.keepsake.backup.runs

import android.content.Context
import androidx.work.CoroutineWorker
import androidx.work.ExistingWorkPolicy
import androidx.work.WorkerParameters

/** Photos came or changed, or the safety net's time has come: asks for a run, and sees to it that the next change is noticed. */
class TriggerWorker(context: Context, parameters: WorkerParameters) : CoroutineWorker(context, parameters) {
  override suspend fun doWork(): Result {
    val reason = inputData.getString(REASON) ?: PERIODIC
    RunScheduler.requestRun(applicationContext, reason)
    RunScheduler.rearmTrigger(
      applicationContext,
      if (reason == LIBRARY_CHANGED) ExistingWorkPolicy.APPEND_OR_REPLACE else ExistingWorkPolicy.KEEP
    )
    return Result.success()
  }
}
