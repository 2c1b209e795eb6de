package app.keepsake.backup.transfers

import app.keepsake.backup.NativeFailure
import expo.modules.kotlin.records.Field
import expo.modules.kotlin.records.Record
import org.json.JSONArray
import org.json.JSONObject

internal class BodyPieceRecord : Record {
  @Field
  val text: String? = null

  @Field
  val uri: String? = null

  @Field
  val fromByte: Long = 0

  @Field
  val sizeBytes: Long = 0
}

internal class TransferStepRecord : Record {
  @Field
  val method: String = ""

  @Field
  val url: String = ""

  @Field
  val headers: Map<String, String> = emptyMap()

  @Field
  val body: List<BodyPieceRecord> = emptyList()
}

internal class TransferRequestRecord : Record {
  @Field
  val id: String = ""

  @Field
  val note: String = ""

  /** For iOS: here everything ends with the process. */
  @Field
  val lifetime: String = ""

  @Field
  val allowsMetered: Boolean = false

  @Field
  val stallTimeoutMs: Long = 30_000

  @Field
  val steps: List<TransferStepRecord> = emptyList()
}

/** A piece of a body: a text, or so many bytes of a file. */
internal sealed class BodyPiece {
  abstract val sizeBytes: Long

  class Text(val text: String) : BodyPiece() {
    val bytes: ByteArray = text.toByteArray(Charsets.UTF_8)
    override val sizeBytes = bytes.size.toLong()
  }

  class FileRange(val uri: String, val fromByte: Long, override val sizeBytes: Long) : BodyPiece()

  fun toJson(): JSONObject = when (this) {
    is Text -> JSONObject().put("text", text)
    is FileRange -> JSONObject().put("uri", uri).put("fromByte", fromByte).put("sizeBytes", sizeBytes)
  }

  companion object {
    fun of(record: BodyPieceRecord): BodyPiece {
      val uri = record.uri ?: return Text(record.text ?: "")
      if (record.fromByte < 0 || record.sizeBytes < 0) {
        throw NativeFailure("invalid-argument", "A piece of a body lies before the file")
      }
      return FileRange(uri, record.fromByte, record.sizeBytes)
    }

    fun of(json: JSONObject): BodyPiece =
      if (json.has("uri")) {
        FileRange(json.getString("uri"), json.getLong("fromByte"), json.getLong("sizeBytes"))
      } else {
        Text(json.getString("text"))
      }
  }
}

internal class TransferStep(
  val method: String,
  val url: String,
  val headers: Map<String, String>,
  val body: List<BodyPiece>
) {
  val sizeBytes: Long = body.sumOf { it.sizeBytes }

  fun toJson(): JSONObject = JSONObject()
    .put("method", method)
    .put("url", url)
    .put("headers", JSONObject(headers))
    .put("body", JSONArray(body.map { it.toJson() }))

  companion object {
    fun of(record: TransferStepRecord) =
      TransferStep(record.method, record.url, record.headers, record.body.map { BodyPiece.of(it) })

    fun of(json: JSONObject) = TransferStep(
      json.getString("method"),
      json.getString("url"),
      json.getJSONObject("headers").let { headers -> headers.keys().asSequence().associateWith { headers.getString(it) } },
      json.getJSONArray("body").objects().map { BodyPiece.of(it) }
    )
  }
}

internal fun JSONArray.objects(): List<JSONObject> = (0 until length()).map { getJSONObject(it) }
