package app.keepsake.backup.runs

import app.keepsake.backup.NativeEvents
import kotlinx.coroutines.CompletableDeferred
import java.util.UUID

/** A run that the system granted, from its worker's side. */
internal class GrantedRun(val reason: String, val budgetMs: Long, val hasNotification: Boolean) {
  val id: String = UUID.randomUUID().toString()

  /** JavaScript has it. */
  val taken = CompletableDeferred<Unit>()

  /** The module of the JavaScript that has it. */
  var taker: Any? = null

  /** `done`, `go-on`, `retry-soon` or `retry-unmetered`. */
  val ended = CompletableDeferred<String>()
}

/** Where workers leave the runs that JavaScript performs. */
internal object RunRegistry {
  private val runs = LinkedHashMap<String, GrantedRun>()
  private var isAnotherOwed = false

  fun grant(run: GrantedRun) {
    synchronized(this) { runs[run.id] = run }
    NativeEvents.send("onRunDue", mapOf("runId" to run.id))
  }

  /** The runs that nobody has taken yet, each once. */
  @Synchronized
  fun take(taker: Any): List<GrantedRun> = runs.values.filter { it.taken.complete(Unit) }.onEach { it.taker = taker }

  /** The JavaScript that took runs was loaded anew, and ends none of them any more: their works would hold the process for hours. */
  @Synchronized
  fun abandon(taker: Any) {
    runs.values.filter { it.taker === taker }.forEach { it.ended.complete("retry-soon") }
  }

  /** Does something to a run whose work has not ended, and does not end before it is done. An unknown run: nothing happens. */
  @Synchronized
  fun whileUnderWay(runId: String, act: (GrantedRun) -> Unit) {
    runs[runId]?.let(act)
  }

  @Synchronized
  fun hasRun(): Boolean = runs.isNotEmpty()

  fun finish(runId: String, end: String) {
    whileUnderWay(runId) { it.ended.complete(end) }
  }

  fun tellExpiring(run: GrantedRun) {
    NativeEvents.send("onRunExpiring", mapOf("runId" to run.id))
  }

  /** While a run is under way: remembers that something changed since, and answers true. */
  @Synchronized
  fun oweAnother(): Boolean {
    if (runs.isEmpty()) return false
    isAnotherOwed = true
    return true
  }

  /** The run's work ends. Answers whether another is owed. */
  @Synchronized
  fun remove(run: GrantedRun): Boolean {
    runs.remove(run.id)
    val isOwed = isAnotherOwed
    isAnotherOwed = false
    return isOwed
  }
}
