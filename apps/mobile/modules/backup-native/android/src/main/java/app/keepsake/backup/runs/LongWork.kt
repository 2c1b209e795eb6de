package app.keepsake.backup.runs

import android.content.Context
import android.os.Build
import androidx.work.CoroutineWorker
import androidx.work.WorkInfo
import app.keepsake.backup.device.isSparedFromBatteryOptimisation
import kotlin.coroutines.cancellation.CancellationException

private const val DAY_MS = 24 * 3_600_000L
private const val SPENT_AT = "longWorkSpentAtMs"

/** Makes the work a long one, with its notification. False: Android does not allow it now, and the work has ten minutes. */
internal suspend fun CoroutineWorker.becomeLong(): Boolean {
  if (!mayBecomeLong(applicationContext)) return false
  return try {
    setForeground(WorkNotification.foregroundInfo(applicationContext))
    true
  } catch (stopped: CancellationException) {
    throw stopped
  } catch (error: IllegalStateException) {
    // ForegroundServiceStartNotAllowedException, from Android 12 on.
    false
  }
}

/** To be called by a long work that was stopped: where it was because the day's time is used up, the next ones are short ones. */
internal fun CoroutineWorker.noteIfTimeIsSpent() {
  if (Build.VERSION.SDK_INT < Build.VERSION_CODES.S) return
  if (stopReason != WorkInfo.STOP_REASON_FOREGROUND_SERVICE_TIMEOUT) return
  preferences(applicationContext).edit().putLong(SPENT_AT, System.currentTimeMillis()).commit()
}

/**
 * Android 12 and later let only an app that is spared from battery optimisation begin a long work in the background. Others may for
 * some seconds, after a start of the phone for one, but then Android 15 refuses the service itself, and ends the app over it, as it
 * does when the 6 hours of the day are used up.
 */
private fun mayBecomeLong(context: Context): Boolean {
  if (Build.VERSION.SDK_INT < Build.VERSION_CODES.S) return true
  if (!isSparedFromBatteryOptimisation(context)) return false
  val sinceMs = System.currentTimeMillis() - preferences(context).getLong(SPENT_AT, -DAY_MS)
  return sinceMs !in 0 until DAY_MS
}

private fun preferences(context: Context) = context.getSharedPreferences("keepsake-long-work", Context.MODE_PRIVATE)
