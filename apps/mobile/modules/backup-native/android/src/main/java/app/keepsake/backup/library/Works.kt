package app.keepsake.backup.library

import app.keepsake.backup.NativeFailure
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async

/** Readings that JavaScript may want to end. */
internal object Works {
  private const val MOST_REMEMBERED = 100

  private val scope = CoroutineScope(SupervisorJob() + Dispatchers.IO)
  private val byId = HashMap<String, Deferred<*>>()

  /** Calls of the module go side by side: an end may come before what it ends. */
  private val endedEarly = HashSet<String>()

  suspend fun <T> perform(workId: String, block: suspend () -> T): T {
    val work = scope.async { block() }
    val isEnded = synchronized(byId) {
      byId[workId] = work
      endedEarly.remove(workId)
    }
    if (isEnded) {
      work.cancel()
    }
    try {
      return work.await()
    } catch (cancelled: CancellationException) {
      throw NativeFailure("cancelled", "The work was cancelled", cancelled)
    } finally {
      synchronized(byId) { byId.remove(workId) }
    }
  }

  fun cancel(workId: String) {
    val work = synchronized(byId) {
      byId[workId].also {
        if (it == null) {
          rememberEnd(workId)
        }
      }
    }
    work?.cancel()
  }

  /** Of most that come here, the work is over. */
  private fun rememberEnd(workId: String) {
    if (endedEarly.size >= MOST_REMEMBERED) {
      endedEarly.clear()
    }
    endedEarly.add(workId)
  }
}
