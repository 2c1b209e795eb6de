package app.keepsake.backup.transfers

import android.content.Context
import kotlinx.coroutines.suspendCancellableCoroutine
import okhttp3.Call
import okhttp3.Callback
import okhttp3.Dispatcher
import okhttp3.Headers
import okhttp3.OkHttpClient
import okhttp3.Request
import okhttp3.Response
import java.io.IOException
import java.util.concurrent.TimeUnit
import kotlin.coroutines.resume
import kotlin.coroutines.resumeWithException

internal class HttpAnswer(val status: Int, val headers: Map<String, String>, val body: String)

/** Performs one request. It follows no redirect and keeps no cookie; cancelling its coroutine ends the request. */
internal class HttpSender(private val context: Context, mostAtOnce: Int) {
  private val client = OkHttpClient.Builder()
    // All go to one server, to which OkHttp by itself sends five at once.
    .dispatcher(Dispatcher().apply { maxRequestsPerHost = mostAtOnce })
    .followRedirects(false)
    .followSslRedirects(false)
    .build()

  suspend fun send(step: TransferStep, stallTimeoutMs: Long, onBytesSent: (Long) -> Unit): HttpAnswer {
    val patient = client.newBuilder()
      .connectTimeout(stallTimeoutMs, TimeUnit.MILLISECONDS)
      .readTimeout(stallTimeoutMs, TimeUnit.MILLISECONDS)
      .writeTimeout(stallTimeoutMs, TimeUnit.MILLISECONDS)
      .build()
    val request = Request.Builder()
      .url(step.url)
      .headers(headersOf(step.headers))
      .method(step.method, PiecesBody(context, step, onBytesSent))
      .build()
    return suspendCancellableCoroutine { continuation ->
      val call = patient.newCall(request)
      continuation.invokeOnCancellation { call.cancel() }
      call.enqueue(object : Callback {
        override fun onFailure(call: Call, e: IOException) {
          if (continuation.isActive) continuation.resumeWithException(e)
        }

        override fun onResponse(call: Call, response: Response) {
          val answer = runCatching { response.use { readAnswer(it) } }
          if (!continuation.isActive) return
          answer.fold({ continuation.resume(it) }, { continuation.resumeWithException(it) })
        }
      })
    }
  }

  private fun headersOf(headers: Map<String, String>): Headers {
    val builder = Headers.Builder()
    for ((name, value) in headers) builder.add(name, value)
    return builder.build()
  }

  private fun readAnswer(response: Response): HttpAnswer {
    val headers = LinkedHashMap<String, String>()
    for (name in response.headers.names()) headers[name.lowercase()] = response.headers.values(name).joinToString(", ")
    return HttpAnswer(response.code, headers, response.peekBody(MOST_BODY_BYTES).string())
  }

  private companion object {
    const val MOST_BODY_BYTES = 64 * 1024L
  }
}
