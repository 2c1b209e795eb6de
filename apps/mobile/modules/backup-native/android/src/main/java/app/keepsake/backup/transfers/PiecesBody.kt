package app.keepsake.backup.transfers

import android.content.Context
import android.net.Uri
import app.keepsake.backup.NativeFailure
import app.keepsake.backup.library.openStream
import app.keepsake.backup.readingLibrary
import okhttp3.MediaType
import okhttp3.RequestBody
import okio.BufferedSink
import java.io.IOException

/** A failure of the source, which OkHttp passes on as it passes on those of the network. */
internal class SourceFailure(val failure: NativeFailure) : IOException(failure.message, failure)

/** A body of texts and files, streamed: of a file there is never more in memory than a chunk. */
internal class PiecesBody(
  private val context: Context,
  private val step: TransferStep,
  private val onBytesSent: (bytesSent: Long) -> Unit
) : RequestBody() {
  /** Content-Type is among the step's own headers. */
  override fun contentType(): MediaType? = null

  override fun contentLength(): Long = step.sizeBytes

  override fun writeTo(sink: BufferedSink) {
    var bytesSent = 0L
    for (piece in step.body) {
      when (piece) {
        is BodyPiece.Text -> sink.write(piece.bytes)
        is BodyPiece.FileRange -> writeFile(piece, sink) { onBytesSent(bytesSent + it) }
      }
      bytesSent += piece.sizeBytes
      onBytesSent(bytesSent)
    }
  }

  private fun writeFile(piece: BodyPiece.FileRange, sink: BufferedSink, onWritten: (Long) -> Unit) {
    val chunk = ByteArray(CHUNK_BYTES)
    var written = 0L
    fromSource { openStream(context, Uri.parse(piece.uri), piece.fromByte) }.use { stream ->
      while (written < piece.sizeBytes) {
        val wanted = minOf(CHUNK_BYTES.toLong(), piece.sizeBytes - written).toInt()
        val count = fromSource { stream.read(chunk, 0, wanted) }
        if (count < 0) throw SourceFailure(NativeFailure("changed-while-reading", "The file ended before its time"))
        sink.write(chunk, 0, count)
        written += count
        onWritten(written)
      }
    }
  }

  private inline fun <T> fromSource(block: () -> T): T =
    try {
      readingLibrary(block)
    } catch (failure: NativeFailure) {
      throw SourceFailure(failure)
    }

  private companion object {
    const val CHUNK_BYTES = 64 * 1024
  }
}
