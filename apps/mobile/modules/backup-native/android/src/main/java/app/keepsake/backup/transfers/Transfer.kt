package app.keepsake.backup.transfers

import app.keepsake.backup.NativeFailure
import org.json.JSONArray
import org.json.JSONObject

/** How a transfer ended, as JavaScript hears it. */
internal sealed class TransferEnd {
  abstract val atMs: Long
  abstract val step: Int

  class Answered(
    override val atMs: Long,
    override val step: Int,
    val status: Int,
    val headers: Map<String, String>,
    val body: String
  ) : TransferEnd()

  class Failed(override val atMs: Long, override val step: Int, val code: String, val message: String) : TransferEnd()

  fun toMap(): Map<String, Any?> = when (this) {
    is Answered -> mapOf(
      "kind" to "answered",
      "atMs" to atMs,
      "step" to step,
      "status" to status,
      "headers" to headers,
      "body" to body
    )
    is Failed -> mapOf("kind" to "failed", "atMs" to atMs, "step" to step, "code" to code, "message" to message)
  }

  fun toJson(): JSONObject = JSONObject(toMap())

  companion object {
    fun of(json: JSONObject): TransferEnd {
      val atMs = json.getLong("atMs")
      val step = json.getInt("step")
      if (json.getString("kind") == "failed") {
        return Failed(atMs, step, json.getString("code"), json.getString("message"))
      }
      val headers = json.getJSONObject("headers")
      return Answered(
        atMs,
        step,
        json.getInt("status"),
        headers.keys().asSequence().associateWith { headers.getString(it) },
        json.getString("body")
      )
    }
  }
}

/** A transfer as the journal keeps it. What was to be sent is forgotten when it ended: it may hold a credential. */
internal class Transfer(
  val id: String,
  val note: String,
  val enqueuedAtMs: Long,
  val allowsMetered: Boolean,
  val stallTimeoutMs: Long,
  val totalBytes: Long,
  val steps: List<TransferStep>,
  /** The step that is next: those before were answered with 2xx. */
  val nextStep: Int,
  val end: TransferEnd?
) {
  fun at(step: Int) =
    Transfer(id, note, enqueuedAtMs, allowsMetered, stallTimeoutMs, totalBytes, steps, step, end)

  fun ended(end: TransferEnd) =
    Transfer(id, note, enqueuedAtMs, allowsMetered, stallTimeoutMs, totalBytes, emptyList(), nextStep, end)

  fun toJson(): JSONObject = JSONObject()
    .put("id", id)
    .put("note", note)
    .put("enqueuedAtMs", enqueuedAtMs)
    .put("allowsMetered", allowsMetered)
    .put("stallTimeoutMs", stallTimeoutMs)
    .put("totalBytes", totalBytes)
    .put("steps", JSONArray(steps.map { it.toJson() }))
    .put("nextStep", nextStep)
    .put("end", end?.toJson())

  companion object {
    private val ID = Regex("[A-Za-z0-9-]{1,64}")
    private val METHODS = setOf("POST", "PUT", "PATCH")

    fun of(request: TransferRequestRecord, enqueuedAtMs: Long): Transfer {
      if (!ID.matches(request.id)) throw NativeFailure("invalid-argument", "A transfer's id is letters, digits and -")
      if (request.steps.isEmpty()) throw NativeFailure("invalid-argument", "A transfer has at least one step")
      if (request.steps.any { it.method !in METHODS }) {
        throw NativeFailure("invalid-argument", "A transfer sends by POST, PUT or PATCH")
      }
      val steps = request.steps.map { TransferStep.of(it) }
      return Transfer(
        id = request.id,
        note = request.note,
        enqueuedAtMs = enqueuedAtMs,
        allowsMetered = request.allowsMetered,
        stallTimeoutMs = request.stallTimeoutMs,
        totalBytes = steps.sumOf { it.sizeBytes },
        steps = steps,
        nextStep = 0,
        end = null
      )
    }

    /** What the version of before did not write yet must not lose what is under way, or was answered: it is as it was without it. */
    fun of(json: JSONObject): Transfer {
      val steps = json.getJSONArray("steps").objects().map { TransferStep.of(it) }
      return Transfer(
        id = json.getString("id"),
        note = json.optString("note", ""),
        enqueuedAtMs = json.getLong("enqueuedAtMs"),
        allowsMetered = json.optBoolean("allowsMetered", false),
        stallTimeoutMs = json.optLong("stallTimeoutMs", 30_000),
        totalBytes = json.optLong("totalBytes", steps.sumOf { it.sizeBytes }),
        steps = steps,
        nextStep = json.optInt("nextStep", 0),
        end = json.optJSONObject("end")?.let { TransferEnd.of(it) }
      )
    }
  }
}
