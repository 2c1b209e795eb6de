package app.keepsake.backup.transfers

import android.content.Context
import android.util.AtomicFile
import org.json.JSONException
import org.json.JSONObject
import java.io.File
import java.io.IOException

/**
 * What is known of each transfer, one small file each, durable when a method returns. In the app's own storage, which no backup of
 * the phone takes along: a request may hold a credential.
 */
internal class TransferJournal(context: Context) {
  private val folder = File(context.noBackupFilesDir, "keepsake-transfers")

  fun readAll(): List<Transfer> = (folder.list() ?: emptyArray())
    .filter { it.endsWith(SUFFIX) }
    .mapNotNull { read(it) }
    .sortedWith(compareBy({ it.enqueuedAtMs }, { it.id }))

  fun write(transfer: Transfer) {
    folder.mkdirs()
    val file = AtomicFile(File(folder, transfer.id + SUFFIX))
    val stream = file.startWrite()
    try {
      stream.write(transfer.toJson().toString().toByteArray(Charsets.UTF_8))
      file.finishWrite(stream)
    } catch (error: IOException) {
      file.failWrite(stream)
      throw error
    }
  }

  fun remove(id: String) {
    AtomicFile(File(folder, id + SUFFIX)).delete()
  }

  /** Null: it is damaged, and nothing can be learned from it; whoever enqueued it finds that it is unknown. */
  private fun read(name: String): Transfer? =
    try {
      Transfer.of(JSONObject(AtomicFile(File(folder, name)).readFully().toString(Charsets.UTF_8)))
    } catch (error: JSONException) {
      null
    } catch (error: IOException) {
      null
    }

  private companion object {
    const val SUFFIX = ".json"
  }
}
