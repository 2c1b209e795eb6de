package app.keepsake.backup.runs

import android.content.Context
import androidx.work.CoroutineWorker
import androidx.work.ForegroundInfo
import androidx.work.WorkerParameters
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.withTimeoutOrNull

/** One run in the background: holds the process while JavaScript backs up. */
class RunWorker(context: Context, parameters: WorkerParameters) : CoroutineWorker(context, parameters) {
  /** Android 11 and earlier want it of expedited work. */
  override suspend fun getForegroundInfo(): ForegroundInfo = WorkNotification.foregroundInfo(applicationContext)

  override suspend fun doWork(): Result {
    val began = RunSchedule.read(applicationContext)
    val hasNotification = becomeLong()
    val reason = inputData.getString(REASON) ?: REQUESTED
    val kind = inputData.getString(KIND)?.let { RunKind.valueOf(it) } ?: RunKind.SCHEDULED
    val run = GrantedRun(reason, if (hasNotification) LONG_BUDGET_MS else SHORT_BUDGET_MS, hasNotification)
    var comesBack = false
    try {
      RunRegistry.grant(run)
      startJavaScript(applicationContext)
      val end = awaitEnd(run)
      // A work of its own, whose pauses do not grow with those of this one.
      if (end == "go-on") RunRegistry.oweAnother()
      val isOver = end == "done" || end == "go-on"
      comesBack = !isOver && RunScheduler.comesBackItself(applicationContext, kind, reason, end)
      return if (comesBack) Result.retry() else Result.success()
    } catch (stopped: CancellationException) {
      RunRegistry.tellExpiring(run)
      noteIfTimeIsSpent()
      throw stopped
    } finally {
      val owesAnother = RunRegistry.remove(run)
      RunScheduler.followUp(applicationContext, kind, began, owesAnother, comesBack)
    }
  }

  private suspend fun awaitEnd(run: GrantedRun): String {
    // A bundle that does not load never takes it.
    withTimeoutOrNull(START_MS) { run.taken.await() } ?: return "retry-soon"
    return withTimeoutOrNull(run.budgetMs) { run.ended.await() } ?: endOverdue(run)
  }

  /** JavaScript keeps its own time; where it does not, it is told, and given a last moment. */
  private suspend fun endOverdue(run: GrantedRun): String {
    RunRegistry.tellExpiring(run)
    return withTimeoutOrNull(LAST_MOMENT_MS) { run.ended.await() } ?: "retry-soon"
  }

  private companion object {
    /** Below the 6 hours that Android 15 gives to dataSync services in a day. Two such runs are not: see `LongWork.kt`. */
    const val LONG_BUDGET_MS = 5 * 3_600_000L

    /** Below the 10 minutes of any other work. */
    const val SHORT_BUDGET_MS = 9 * 60_000L
    const val START_MS = 60_000L
    const val LAST_MOMENT_MS = 20_000L
  }
}
