package app.keepsake.backup.library

import android.Manifest
import android.content.ContentUris
import android.content.Context
import android.content.pm.PackageManager
import android.database.Cursor
import android.net.Uri
import android.os.Build
import android.os.ParcelFileDescriptor
import android.provider.MediaStore
import android.provider.MediaStore.Files.FileColumns
import app.keepsake.backup.NativeFailure
import app.keepsake.backup.askingLibrary
import app.keepsake.backup.readingLibrary
import java.io.File
import java.io.FileInputStream
import java.io.FileNotFoundException

/** A photo or video as MediaStore knows it. Volumes of SD cards are within `external`. */
internal class MediaFile(
  val id: Long,
  val uri: Uri,
  val fileName: String,
  val sizeBytes: Long?,
  val createdAtMs: Long,
  val modifiedAtMs: Long,
  val volume: String?
)

private const val MOST_AT_ONCE = 500
private const val MILLIS = 1_000L

/** Those of these assets that are there; ids are `_ID`s or `content:` URIs. */
internal fun findMediaFiles(context: Context, assetIds: List<String>): Map<String, MediaFile> {
  requireReadable(context)
  if (assetIds.size > MOST_AT_ONCE) throw NativeFailure("invalid-argument", "At most $MOST_AT_ONCE assets at once")
  val idOf = assetIds.associateWith { mediaIdOf(it) }
  val numbers = idOf.values.distinct()
  if (numbers.isEmpty()) return emptyMap()
  val files = HashMap<Long, MediaFile>()
  val selection = "${FileColumns._ID} IN (${numbers.joinToString()}) AND ${FileColumns.MEDIA_TYPE} IN " +
    "(${FileColumns.MEDIA_TYPE_IMAGE}, ${FileColumns.MEDIA_TYPE_VIDEO})"
  askingLibrary {
    context.contentResolver.query(MediaStore.Files.getContentUri("external"), columns(), selection, null, null)?.use { cursor ->
      while (cursor.moveToNext()) readMediaFile(cursor).let { files[it.id] = it }
    }
  }
  return idOf.mapNotNull { (assetId, id) -> files[id]?.let { assetId to it } }.toMap()
}

internal fun findMediaFile(context: Context, assetId: String): MediaFile =
  findMediaFiles(context, listOf(assetId))[assetId] ?: throw NativeFailure("asset-gone", "Asset $assetId is not there any more")

/** The untouched bytes of a `content:` or `file:` URI. To be closed. */
internal fun openFile(context: Context, uri: Uri): ParcelFileDescriptor = readingLibrary {
  if (uri.scheme == "file") {
    val path = uri.path ?: throw FileNotFoundException("$uri names no file")
    ParcelFileDescriptor.open(File(path), ParcelFileDescriptor.MODE_READ_ONLY)
  } else {
    context.contentResolver.openFileDescriptor(untouched(uri), "r") ?: throw FileNotFoundException("$uri leads to nothing")
  }
}

private fun untouched(uri: Uri): Uri =
  if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q && uri.authority == MediaStore.AUTHORITY) {
    MediaStore.setRequireOriginal(uri)
  } else {
    uri
  }

/** The bytes of a URI from [fromByte] on. To be closed. */
internal fun openStream(context: Context, uri: Uri, fromByte: Long): FileInputStream {
  val stream = ParcelFileDescriptor.AutoCloseInputStream(openFile(context, uri))
  if (fromByte > 0) stream.channel.position(fromByte)
  return stream
}

/** The library answers an app without permission with an empty list, which must not pass for an empty library. */
internal fun requireReadable(context: Context) {
  val permissions = when {
    Build.VERSION.SDK_INT >= Build.VERSION_CODES.UPSIDE_DOWN_CAKE -> listOf(
      Manifest.permission.READ_MEDIA_IMAGES,
      Manifest.permission.READ_MEDIA_VIDEO,
      Manifest.permission.READ_MEDIA_VISUAL_USER_SELECTED
    )
    Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU -> listOf(
      Manifest.permission.READ_MEDIA_IMAGES,
      Manifest.permission.READ_MEDIA_VIDEO
    )
    else -> listOf(Manifest.permission.READ_EXTERNAL_STORAGE)
  }
  if (permissions.none { context.checkSelfPermission(it) == PackageManager.PERMISSION_GRANTED }) {
    throw NativeFailure("permission-lost", "The app may not read photos and videos")
  }
}

private fun mediaIdOf(assetId: String): Long =
  assetId.substringAfterLast('/').toLongOrNull()
    ?: throw NativeFailure("invalid-argument", "$assetId is not the id of an asset")

private fun columns(): Array<String> = listOfNotNull(
  FileColumns._ID,
  FileColumns.MEDIA_TYPE,
  FileColumns.DISPLAY_NAME,
  FileColumns.SIZE,
  FileColumns.DATE_ADDED,
  FileColumns.DATE_MODIFIED,
  MediaStore.Images.ImageColumns.DATE_TAKEN,
  if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q) MediaStore.MediaColumns.VOLUME_NAME else null
).toTypedArray()

private fun readMediaFile(cursor: Cursor): MediaFile {
  val id = cursor.longOf(FileColumns._ID) ?: 0
  val modifiedAtMs = (cursor.longOf(FileColumns.DATE_MODIFIED) ?: 0) * MILLIS
  val addedAtMs = cursor.longOf(FileColumns.DATE_ADDED)?.let { it * MILLIS }
  return MediaFile(
    id = id,
    uri = uriOf(id, cursor.longOf(FileColumns.MEDIA_TYPE)),
    fileName = cursor.textOf(FileColumns.DISPLAY_NAME) ?: "$id",
    sizeBytes = cursor.longOf(FileColumns.SIZE)?.takeIf { it > 0 },
    createdAtMs = cursor.longOf(MediaStore.Images.ImageColumns.DATE_TAKEN)?.takeIf { it > 0 } ?: addedAtMs ?: modifiedAtMs,
    modifiedAtMs = modifiedAtMs,
    volume = cursor.textOf(MediaStore.MediaColumns.VOLUME_NAME)
  )
}

private fun uriOf(id: Long, mediaType: Long?): Uri {
  val isVideo = mediaType == FileColumns.MEDIA_TYPE_VIDEO.toLong()
  val collection =
    if (isVideo) MediaStore.Video.Media.EXTERNAL_CONTENT_URI else MediaStore.Images.Media.EXTERNAL_CONTENT_URI
  return ContentUris.withAppendedId(collection, id)
}

private fun Cursor.longOf(column: String): Long? {
  val index = getColumnIndex(column)
  return if (index < 0 || isNull(index)) null else getLong(index)
}

private fun Cursor.textOf(column: String): String? {
  val index = getColumnIndex(column)
  return if (index < 0 || isNull(index)) null else getString(index)
}
