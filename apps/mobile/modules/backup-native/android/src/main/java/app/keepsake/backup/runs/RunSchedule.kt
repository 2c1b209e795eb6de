package app.keepsake.backup.runs

import android.content.Context
import expo.modules.kotlin.records.Field
import expo.modules.kotlin.records.Record
import org.json.JSONException
import org.json.JSONObject

internal class RunNotificationWordsRecord : Record {
  @Field
  val channelName: String = ""

  @Field
  val title: String = ""

  @Field
  val text: String = ""
}

internal class RunScheduleRecord : Record {
  @Field
  val requiresUnmetered: Boolean = true

  @Field
  val requiresCharging: Boolean = false

  @Field
  val triggerDelayMs: Long = 5_000

  @Field
  val maxDelayMs: Long = 50_000

  @Field
  val safetyNetMs: Long = 6 * 3_600_000

  @Field
  val notification: RunNotificationWordsRecord = RunNotificationWordsRecord()
}

/** What JavaScript wants of the system, as workers and the boot receiver find it when JavaScript is not there. */
internal data class RunSchedule(
  val requiresUnmetered: Boolean,
  val requiresCharging: Boolean,
  val triggerDelayMs: Long,
  val maxDelayMs: Long,
  val safetyNetMs: Long,
  val channelName: String,
  val title: String,
  val text: String
) {
  /** Whether a run waits for the same as with another schedule. */
  fun waitsFor(other: RunSchedule): Boolean =
    requiresUnmetered == other.requiresUnmetered && requiresCharging == other.requiresCharging

  fun keep(context: Context) {
    val json = JSONObject()
      .put("requiresUnmetered", requiresUnmetered)
      .put("requiresCharging", requiresCharging)
      .put("triggerDelayMs", triggerDelayMs)
      .put("maxDelayMs", maxDelayMs)
      .put("safetyNetMs", safetyNetMs)
      .put("channelName", channelName)
      .put("title", title)
      .put("text", text)
    preferences(context).edit().putString(KEY, json.toString()).commit()
  }

  companion object {
    private const val KEY = "schedule"
    private const val APP_NAME = "Keepsake"

    fun of(record: RunScheduleRecord) = RunSchedule(
      record.requiresUnmetered,
      record.requiresCharging,
      record.triggerDelayMs,
      record.maxDelayMs,
      record.safetyNetMs,
      record.notification.channelName,
      record.notification.title,
      record.notification.text
    )

    /** Null: nothing is scheduled, or what is kept is damaged; JavaScript schedules anew at its next start. */
    fun read(context: Context): RunSchedule? =
      try {
        preferences(context).getString(KEY, null)?.let { of(JSONObject(it)) }
      } catch (error: JSONException) {
        null
      }

    /**
     * What the version of before did not write yet is as a record has it that leaves it out: after an update nobody else says what is wanted until
     * the app is opened. Android takes no channel without a name.
     */
    private fun of(json: JSONObject): RunSchedule {
      val otherwise = RunScheduleRecord()
      return RunSchedule(
        json.optBoolean("requiresUnmetered", otherwise.requiresUnmetered),
        json.optBoolean("requiresCharging", otherwise.requiresCharging),
        json.optLong("triggerDelayMs", otherwise.triggerDelayMs),
        json.optLong("maxDelayMs", otherwise.maxDelayMs),
        json.optLong("safetyNetMs", otherwise.safetyNetMs),
        json.optString("channelName", APP_NAME),
        json.optString("title", APP_NAME),
        json.optString("text", otherwise.notification.text)
      )
    }

    fun forget(context: Context) {
      preferences(context).edit().remove(KEY).commit()
    }

    private fun preferences(context: Context) =
      context.getSharedPreferences("keepsake-backup", Context.MODE_PRIVATE)
  }
}
