package app.keepsake.backup.transfers

import android.content.Context
import androidx.work.Constraints
import androidx.work.CoroutineWorker
import androidx.work.ExistingWorkPolicy
import androidx.work.ForegroundInfo
import androidx.work.NetworkType
import androidx.work.OneTimeWorkRequest
import androidx.work.OutOfQuotaPolicy
import androidx.work.WorkManager
import androidx.work.WorkerParameters
import app.keepsake.backup.runs.WorkNotification
import app.keepsake.backup.runs.becomeLong
import app.keepsake.backup.runs.noteIfTimeIsSpent
import kotlinx.coroutines.CancellationException

/** Holds the process while transfers go on that shall survive the app, and brings it back where the system ended it. */
class TransferWorker(context: Context, parameters: WorkerParameters) : CoroutineWorker(context, parameters) {
  /** Android 11 and earlier want it of expedited work. */
  override suspend fun getForegroundInfo(): ForegroundInfo =
    WorkNotification.TRANSFERS.foregroundInfo(applicationContext)

  override suspend fun doWork(): Result {
    becomeLong(WorkNotification.TRANSFERS)
    try {
      TransferRunner.of(applicationContext).awaitSurviving()
    } catch (stopped: CancellationException) {
      noteIfTimeIsSpent()
      throw stopped
    }
    return Result.success()
  }

  companion object {
    private const val NAME = "keepsake-transfers"

    /** One holds the process for all of them. */
    fun ensure(context: Context) {
      val request = OneTimeWorkRequest.Builder(TransferWorker::class.java)
        .setConstraints(Constraints.Builder().setRequiredNetworkType(NetworkType.CONNECTED).build())
        .setExpedited(OutOfQuotaPolicy.RUN_AS_NON_EXPEDITED_WORK_REQUEST)
        .build()
      WorkManager.getInstance(context).enqueueUniqueWork(NAME, ExistingWorkPolicy.KEEP, request)
    }
  }
}
