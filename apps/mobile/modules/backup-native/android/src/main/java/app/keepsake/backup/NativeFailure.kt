package app.keepsake.backup

import expo.modules.kotlin.exception.CodedException
import java.io.FileNotFoundException
import java.io.IOException
import kotlin.coroutines.cancellation.CancellationException

/** An error whose code JavaScript knows: one of `NATIVE_ERROR_CODES` in `src/native-error.ts`. */
internal class NativeFailure(code: String, message: String, cause: Throwable? = null) :
  CodedException(code, message, cause)

/** Runs [block], which asks the library for what it holds: nothing at all must not pass for an empty answer. */
internal inline fun <T : Any> askingLibrary(block: () -> T?): T =
  try {
    block() ?: throw NativeFailure("library-unavailable", "The library does not answer")
  } catch (error: SecurityException) {
    throw NativeFailure("permission-lost", error.message ?: "The library may not be read", error)
  } catch (error: RuntimeException) {
    // What a content provider of the phone's maker throws is passed on as it is, and must end no app.
    throw NativeFailure("library-unavailable", error.message ?: "The library does not answer", error)
  }

/** Runs [block], naming what goes wrong when a file is read. */
internal inline fun <T> readingLibrary(block: () -> T): T =
  try {
    block()
  } catch (error: FileNotFoundException) {
    throw NativeFailure("asset-gone", error.message ?: "The file is not there any more", error)
  } catch (error: SecurityException) {
    throw NativeFailure("permission-lost", error.message ?: "The library may not be read", error)
  } catch (error: UnsupportedOperationException) {
    // MediaStore.setRequireOriginal without ACCESS_MEDIA_LOCATION: there would be bytes, but not the original ones.
    throw NativeFailure("permission-lost", error.message ?: "Originals may not be read untouched", error)
  } catch (error: IOException) {
    throw NativeFailure("file-unreadable", error.message ?: "The file cannot be read", error)
  } catch (cancelled: CancellationException) {
    throw cancelled
  } catch (error: RuntimeException) {
    throw NativeFailure("file-unreadable", error.message ?: "The file cannot be read", error)
  }
