package app.keepsake.backup.library

import android.content.Context
import android.net.Uri
import app.keepsake.backup.NativeEvents
import app.keepsake.backup.ProgressPace
import app.keepsake.backup.readingLibrary
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import java.security.MessageDigest

private const val CHUNK_BYTES = 256 * 1024

/** SHA-1 of all bytes of a URI, streamed. Ends soon when its coroutine is cancelled. */
internal suspend fun hashFile(context: Context, workId: String, uri: Uri): Map<String, Any?> = readingLibrary {
  val digest = MessageDigest.getInstance("SHA-1")
  val chunk = ByteArray(CHUNK_BYTES)
  val pace = ProgressPace()
  val expectedBytes = openFile(context, uri).use { it.statSize }
  var sizeBytes = 0L
  openStream(context, uri, 0).use { stream ->
    while (true) {
      currentCoroutineContext().ensureActive()
      val count = stream.read(chunk)
      if (count < 0) break
      digest.update(chunk, 0, count)
      sizeBytes += count
      if (pace.isDue()) tellReading(workId, sizeBytes, expectedBytes)
    }
  }
  mapOf("sha1" to digest.digest().joinToString("") { "%02x".format(it) }, "sizeBytes" to sizeBytes)
}

/** Where nobody knows how many bytes there are, that it goes on. */
private fun tellReading(workId: String, sizeBytes: Long, expectedBytes: Long) {
  val fraction = if (expectedBytes > 0) (sizeBytes.toDouble() / expectedBytes).coerceAtMost(1.0) else 0.0
  NativeEvents.send("onWorkProgress", mapOf("workId" to workId, "phase" to "reading", "fraction" to fraction))
}
