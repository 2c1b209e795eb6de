package app.keepsake.backup.transfers

import android.content.Context
import app.keepsake.backup.device.isNetworkFree
import app.keepsake.backup.device.observeConditions
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch

/** Lets a transfer run only while the network is one that it may use. */
internal class NetworkGate(private val context: Context) {
  /** As `isNetworkFree`. */
  private val isFree = MutableStateFlow(isNetworkFree(context))

  /** To be called once, for as long as the process lives. */
  fun watch() {
    observeConditions(context) { isFree.value = isNetworkFree(context) }
  }

  fun isOnline(): Boolean = isFree.value != null

  /** Waits until there is a network that may be used. */
  suspend fun awaitOpen(allowsMetered: Boolean) {
    isFree.first { isOpen(it, allowsMetered) }
  }

  /** Null: the network became one that may not be used, and [block] was cancelled. */
  suspend fun <T : Any> whileOpen(allowsMetered: Boolean, block: suspend CoroutineScope.() -> T): T? =
    if (allowsMetered) coroutineScope { block() } else whileFree(block)

  private suspend fun <T : Any> whileFree(block: suspend CoroutineScope.() -> T): T? {
    var result: T? = null
    coroutineScope {
      val work = launch { result = block() }
      // A lost network fails by itself; one that costs would go on.
      val watch = launch {
        isFree.first { it == false }
        work.cancel()
      }
      work.join()
      watch.cancel()
    }
    return result
  }

  private fun isOpen(isFree: Boolean?, allowsMetered: Boolean): Boolean = isFree != null && (isFree || allowsMetered)
}
