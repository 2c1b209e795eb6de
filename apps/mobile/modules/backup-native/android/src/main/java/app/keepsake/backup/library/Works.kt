package app.keepsake.backup.library

import app.keepsake.backup.NativeFailure
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import java.util.concurrent.ConcurrentHashMap

/** Readings that JavaScript may want to end. */
internal object Works {
  private val scope = CoroutineScope(SupervisorJob() + Dispatchers.IO)
  private val byId = ConcurrentHashMap<String, Deferred<*>>()

  suspend fun <T> perform(workId: String, block: suspend () -> T): T {
    val work = scope.async { block() }
    byId[workId] = work
    try {
      return work.await()
    } catch (cancelled: CancellationException) {
      throw NativeFailure("cancelled", "The work was cancelled", cancelled)
    } finally {
      byId.remove(workId, work)
    }
  }

  fun cancel(workId: String) {
    byId[workId]?.cancel()
  }
}
