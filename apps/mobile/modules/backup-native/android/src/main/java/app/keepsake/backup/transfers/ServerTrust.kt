package app.keepsake.backup.transfers

import java.io.IOException
import java.net.MalformedURLException
import java.net.URL
import java.security.cert.CertPathValidatorException
import java.security.cert.CertificateException
import javax.net.ssl.HttpsURLConnection
import javax.net.ssl.SSLPeerUnverifiedException

private const val ANSWER_LIMIT_MS = 5_000

/** Whether somebody answers there whose certificate this phone does not trust. Nothing is asked for. */
internal fun isUntrusted(url: String): Boolean {
  val connection = try {
    URL(url).openConnection() as? HttpsURLConnection ?: return false
  } catch (_: MalformedURLException) {
    return false
  }
  connection.connectTimeout = ANSWER_LIMIT_MS
  connection.readTimeout = ANSWER_LIMIT_MS
  return try {
    connection.connect()
    false
  } catch (error: IOException) {
    isOfTrust(error)
  } finally {
    connection.disconnect()
  }
}

/** Android calls a connection that broke in the middle of a handshake an `SSLHandshakeException`, too. */
internal fun isOfTrust(error: IOException): Boolean =
  generateSequence<Throwable>(error) { it.cause }.any {
    it is SSLPeerUnverifiedException || it is CertificateException || it is CertPathValidatorException
  }
