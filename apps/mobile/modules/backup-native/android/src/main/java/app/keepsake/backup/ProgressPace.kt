package app.keepsake.backup

import android.os.SystemClock

/** Lets through at most ten reports a second. */
internal class ProgressPace {
  private var lastAtMs = 0L

  fun isDue(): Boolean {
    val nowMs = SystemClock.elapsedRealtime()
    if (nowMs - lastAtMs < MINIMUM_MS) return false
    lastAtMs = nowMs
    return true
  }

  private companion object {
    const val MINIMUM_MS = 100L
  }
}
