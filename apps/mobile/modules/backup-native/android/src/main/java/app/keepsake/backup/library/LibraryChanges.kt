package app.keepsake.backup.library

import android.content.Context
import android.os.Build
import android.provider.MediaStore
import android.provider.MediaStore.Files.FileColumns
import androidx.annotation.RequiresApi
import app.keepsake.backup.askingLibrary
import org.json.JSONException
import org.json.JSONObject

private const val MOST_CHANGES = 5_000

/**
 * What changed since a token was given. A token is the version and generation of each volume: MediaStore counts one up for each
 * change, from Android 11 on. It does not tell what was deleted.
 */
internal fun readChanges(context: Context, token: String?): Map<String, Any?> {
  requireReadable(context)
  if (Build.VERSION.SDK_INT < Build.VERSION_CODES.R) return answer("none", null)
  return askingLibrary {
    // Read before the changes are: what comes meanwhile is told twice, not never.
    val now = readVolumes(context)
    answer(now.toString(), changedSince(context, parseToken(token), now))
  }
}

private fun answer(token: String, changedIds: List<String>?) = mapOf(
  "token" to token,
  "isComplete" to (changedIds != null),
  "changedIds" to (changedIds ?: emptyList()),
  "deletedIds" to null,
  "areAlbumsChanged" to null
)

@RequiresApi(Build.VERSION_CODES.R)
private fun readVolumes(context: Context): JSONObject {
  val volumes = JSONObject()
  for (volume in MediaStore.getExternalVolumeNames(context)) {
    val state = JSONObject()
      .put("version", MediaStore.getVersion(context, volume))
      .put("generation", MediaStore.getGeneration(context, volume))
    volumes.put(volume, state)
  }
  return volumes
}

private fun parseToken(token: String?): JSONObject? =
  try {
    token?.let { JSONObject(it) }
  } catch (error: JSONException) {
    // Of an older Android, or not ours.
    null
  }

/** Null: it cannot be told. */
@RequiresApi(Build.VERSION_CODES.R)
private fun changedSince(context: Context, before: JSONObject?, now: JSONObject): List<String>? {
  if (before == null || before.length() != now.length()) return null
  val changedIds = ArrayList<String>()
  for (volume in now.keys()) {
    val then = before.optJSONObject(volume) ?: return null
    if (then.optString("version") != now.getJSONObject(volume).getString("version")) return null
    readChangedIds(context, volume, then.optLong("generation"), changedIds)
    if (changedIds.size > MOST_CHANGES) return null
  }
  return changedIds
}

@RequiresApi(Build.VERSION_CODES.R)
private fun readChangedIds(context: Context, volume: String, generation: Long, into: MutableList<String>) {
  val selection = "${MediaStore.MediaColumns.GENERATION_MODIFIED} > ? AND ${FileColumns.MEDIA_TYPE} IN " +
    "(${FileColumns.MEDIA_TYPE_IMAGE}, ${FileColumns.MEDIA_TYPE_VIDEO})"
  askingLibrary {
    context.contentResolver.query(
      MediaStore.Files.getContentUri(volume),
      arrayOf(FileColumns._ID),
      selection,
      arrayOf(generation.toString()),
      null
    )?.use { cursor ->
      while (cursor.moveToNext() && into.size <= MOST_CHANGES) into.add(cursor.getLong(0).toString())
    }
  }
}
