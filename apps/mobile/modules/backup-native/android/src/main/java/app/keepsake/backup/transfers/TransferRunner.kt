package app.keepsake.backup.transfers

import android.annotation.SuppressLint
import android.content.Context
import android.util.Log
import app.keepsake.backup.NativeEvents
import app.keepsake.backup.NativeFailure
import app.keepsake.backup.ProgressPace
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Semaphore
import kotlinx.coroutines.sync.withPermit
import java.io.IOException
import java.io.InterruptedIOException
import java.net.UnknownServiceException
import kotlin.coroutines.cancellation.CancellationException

/** Performs transfers in this process, some at a time, and writes down what becomes of them; all of them end with it. */
internal class TransferRunner private constructor(private val context: Context) {
  private val journal = TransferJournal(context)
  private val sender = HttpSender(context, AT_ONCE)
  private val gate = NetworkGate(context)
  private val scope = CoroutineScope(SupervisorJob() + Dispatchers.IO)
  private val turns = Semaphore(AT_ONCE)

  /** All that are not acknowledged, the oldest first. */
  private val transfers = LinkedHashMap<String, Transfer>()
  private val jobs = HashMap<String, Job>()
  private val bytesSent = HashMap<String, Long>()

  init {
    gate.watch()
    for (transfer in journal.readAll()) {
      transfers[transfer.id] = transfer
      if (transfer.end == null) end(transfer, failed(transfer, "interrupted", "The app was ended"))
    }
  }

  @Synchronized
  fun enqueue(request: TransferRequestRecord) {
    if (request.id in transfers) return
    val transfer = Transfer.of(request, System.currentTimeMillis())
    try {
      journal.write(transfer)
    } catch (error: IOException) {
      throw NativeFailure("no-space", "The transfer could not be written down", error)
    }
    transfers[transfer.id] = transfer
    launch(transfer)
  }

  @Synchronized
  fun list(): List<Map<String, Any?>> = transfers.values.map { transfer ->
    mapOf(
      "id" to transfer.id,
      "note" to transfer.note,
      "state" to when {
        transfer.end != null -> "ended"
        transfer.id in bytesSent -> "running"
        else -> "waiting"
      },
      "bytesSent" to if (transfer.end is TransferEnd.Answered) transfer.totalBytes else bytesSent[transfer.id] ?: 0L,
      "totalBytes" to transfer.totalBytes,
      "end" to transfer.end?.toMap()
    )
  }

  fun cancel(ids: List<String>) {
    for (id in ids) {
      // Both before anybody hears of the end: the same id may come again then.
      val (transfer, job) = synchronized(this) { transfers[id]?.let { it to jobs[id] } } ?: continue
      end(transfer, failed(transfer, "cancelled", "The transfer was cancelled"))
      job?.cancel()
    }
  }

  @Synchronized
  fun acknowledge(ids: List<String>) {
    for (id in ids) {
      if (transfers[id]?.end == null) continue
      journal.remove(id)
      transfers.remove(id)
    }
  }

  private fun launch(transfer: Transfer) {
    val job = scope.launch {
      turns.withPermit { perform(transfer) }
    }
    synchronized(this) { jobs[transfer.id] = job }
    job.invokeOnCompletion {
      synchronized(this) {
        if (jobs.remove(transfer.id, job)) bytesSent.remove(transfer.id)
      }
    }
  }

  private suspend fun perform(enqueued: Transfer) {
    var transfer = enqueued
    try {
      while (true) {
        val step = transfer.nextStep
        val answer = performStep(transfer)
        val isLast = step == transfer.steps.lastIndex
        if (isLast || answer.status !in SUCCESSFUL) {
          end(transfer, TransferEnd.Answered(now(), step, answer.status, answer.headers, answer.body))
          return
        }
        transfer = transfer.at(step + 1)
        keep(transfer)
      }
    } catch (error: IOException) {
      end(transfer, failed(transfer, codeOf(error), error.message ?: error.toString()))
    } catch (cancelled: CancellationException) {
      throw cancelled
    } catch (error: RuntimeException) {
      // A URL or a header that OkHttp does not take, for one. Its message may repeat the header, and so a credential.
      end(transfer, failed(transfer, "network", "The request could not be made (${error.javaClass.simpleName})"))
    }
  }

  private suspend fun performStep(transfer: Transfer): HttpAnswer {
    while (true) {
      // Without a network, whoever waits is told at once.
      if (gate.isOnline()) gate.awaitOpen(transfer.allowsMetered)
      tellProgress(transfer, bytesBefore(transfer), ProgressPace())
      return gate.whileOpen(transfer.allowsMetered) { sendStep(transfer) } ?: continue
    }
  }

  private suspend fun sendStep(transfer: Transfer): HttpAnswer {
    val pace = ProgressPace()
    val before = bytesBefore(transfer)
    return sender.send(transfer.steps[transfer.nextStep], transfer.stallTimeoutMs) { tellProgress(transfer, before + it, pace) }
  }

  private fun bytesBefore(transfer: Transfer): Long = transfer.steps.take(transfer.nextStep).sumOf { it.sizeBytes }

  private fun tellProgress(transfer: Transfer, sent: Long, pace: ProgressPace) {
    synchronized(this) { bytesSent[transfer.id] = sent }
    if (!pace.isDue() && sent < transfer.totalBytes) return
    NativeEvents.send(
      "onTransferProgress",
      mapOf("id" to transfer.id, "bytesSent" to sent, "totalBytes" to transfer.totalBytes)
    )
  }

  @Synchronized
  private fun keep(transfer: Transfer) {
    if (!isUnderWay(transfer)) return
    transfers[transfer.id] = transfer
    writeOrLeave(transfer)
  }

  /** The first end counts: an answer that comes after a cancellation is too late. */
  private fun end(transfer: Transfer, end: TransferEnd) {
    synchronized(this) {
      if (!isUnderWay(transfer)) return
      val ended = transfer.ended(end)
      transfers[transfer.id] = ended
      writeOrLeave(ended)
    }
    NativeEvents.send("onTransferEnded", mapOf("id" to transfer.id, "end" to end.toMap()))
  }

  /** Neither ended, nor acknowledged and enqueued anew under the same id. */
  private fun isUnderWay(transfer: Transfer): Boolean =
    transfers[transfer.id]?.let { it.end == null && it.enqueuedAtMs == transfer.enqueuedAtMs } == true

  /** With a full disk the journal stays behind: after a crash the step is made again, which a server takes for a duplicate. */
  private fun writeOrLeave(transfer: Transfer) {
    try {
      journal.write(transfer)
    } catch (error: IOException) {
      Log.w("Keepsake", "A transfer's state could not be written down", error)
    }
  }

  private fun failed(transfer: Transfer, code: String, message: String) =
    TransferEnd.Failed(now(), transfer.nextStep, code, message)

  private fun now(): Long = System.currentTimeMillis()

  private fun codeOf(error: IOException): String = when (error) {
    is SourceFailure -> error.failure.code
    is InterruptedIOException -> "timeout"
    // Plain http where the app's configuration forbids it.
    is UnknownServiceException -> "not-secure"
    else -> if (isOfTrust(error)) "not-secure" else "network"
  }

  companion object {
    private const val AT_ONCE = 10
    private val SUCCESSFUL = 200..299

    @SuppressLint("StaticFieldLeak")
    private var instance: TransferRunner? = null

    /** The one of this process; what an earlier one left unfinished is `interrupted` when it is first asked for. */
    @Synchronized
    fun of(context: Context): TransferRunner =
      instance ?: TransferRunner(context.applicationContext).also { instance = it }
  }
}
