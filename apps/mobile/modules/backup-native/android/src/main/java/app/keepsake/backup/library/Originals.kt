package app.keepsake.backup.library

import android.content.Context
import android.net.Uri
import app.keepsake.backup.NativeFailure
import app.keepsake.backup.readingLibrary
import expo.modules.kotlin.records.Field
import expo.modules.kotlin.records.Record

internal class OpenOriginalRequestRecord : Record {
  @Field
  val workId: String = ""

  @Field
  val assetId: String = ""

  @Field
  val role: String = ""

  @Field
  val edition: String = ""

  @Field
  val mayDownload: Boolean = false
}

/** On Android an asset is one file, which is on the device. */
internal fun describeOriginals(context: Context, assetIds: List<String>): List<Map<String, Any?>> {
  val files = findMediaFiles(context, assetIds)
  return assetIds.mapNotNull { assetId ->
    val file = files[assetId] ?: return@mapNotNull null
    mapOf(
      "assetId" to assetId,
      "createdAtMs" to file.createdAtMs,
      "modifiedAtMs" to file.modifiedAtMs,
      "volume" to file.volume,
      "isWhole" to true,
      "parts" to listOf(
        mapOf(
          "role" to "original",
          "edition" to "unedited",
          "fileName" to file.fileName,
          "sizeBytes" to file.sizeBytes,
          "isOnDevice" to true
        )
      )
    )
  }
}

/** Nothing is copied: the library's own file is opened once, to see that it can be, and how large it is. */
internal fun openOriginal(context: Context, request: OpenOriginalRequestRecord): Map<String, Any?> {
  val file = findOriginal(context, request)
  val sizeBytes = openFile(context, file.uri).use { it.statSize }
  if (sizeBytes < 0) throw NativeFailure("file-unreadable", "${file.fileName} does not say how large it is")
  return mapOf(
    "uri" to file.uri.toString(),
    "fileName" to file.fileName,
    "sizeBytes" to sizeBytes,
    "isTemporary" to false
  )
}

internal fun findOriginal(context: Context, request: OpenOriginalRequestRecord): MediaFile {
  if (request.role != "original" || request.edition != "unedited") {
    throw NativeFailure("no-such-part", "There is no ${request.edition} ${request.role} part on Android")
  }
  return findMediaFile(context, request.assetId)
}

/** So many bytes of a URI from [fromByte] on; fewer only at its end. */
internal fun readBytes(context: Context, uri: Uri, fromByte: Long, sizeBytes: Int): ByteArray {
  if (fromByte < 0 || sizeBytes !in 0..MOST_BYTES) {
    throw NativeFailure("invalid-argument", "At most $MOST_BYTES bytes at once, from a place in the file")
  }
  return readingLibrary {
    openStream(context, uri, fromByte).use { stream ->
      val bytes = ByteArray(sizeBytes)
      var count = 0
      while (count < sizeBytes) {
        val read = stream.read(bytes, count, sizeBytes - count)
        if (read < 0) break
        count += read
      }
      if (count == sizeBytes) bytes else bytes.copyOf(count)
    }
  }
}

private const val MOST_BYTES = 4 * 1024 * 1024
