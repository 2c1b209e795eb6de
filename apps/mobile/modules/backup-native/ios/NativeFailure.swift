import ExpoModulesCore
import Photos

/// An error whose code JavaScript knows: one of `NATIVE_ERROR_CODES` in `src/native-error.ts`.
func nativeFailure(_ code: String, _ message: String, causedBy cause: Error? = nil) -> Exception {
  let failure = Exception(name: "BackupNativeFailure", description: message, code: code)
  failure.cause = cause
  return failure
}

/// Names what went wrong when the library or a file was read.
func nameFailure(_ error: Error) -> Exception {
  if let failure = error as? Exception {
    return failure
  }
  if error is CancellationError {
    return nativeFailure("cancelled", "The work was cancelled", causedBy: error)
  }
  return nativeFailure(codeOfFailure(error as NSError), error.localizedDescription, causedBy: error)
}

func codeOfFailure(_ error: NSError) -> String {
  switch (error.domain, error.code) {
  case (PHPhotosErrorDomain, PHPhotosError.networkAccessRequired.rawValue):
    return "in-cloud"
  case (PHPhotosErrorDomain, PHPhotosError.networkError.rawValue):
    return "download-failed"
  case (PHPhotosErrorDomain, PHPhotosError.userCancelled.rawValue):
    return "cancelled"
  case (PHPhotosErrorDomain, PHPhotosError.accessUserDenied.rawValue),
    (PHPhotosErrorDomain, PHPhotosError.accessRestricted.rawValue):
    return "permission-lost"
  case (PHPhotosErrorDomain, PHPhotosError.notEnoughSpace.rawValue),
    (NSCocoaErrorDomain, NSFileWriteOutOfSpaceError),
    (NSPOSIXErrorDomain, Int(ENOSPC)):
    return "no-space"
  case (NSCocoaErrorDomain, NSFileNoSuchFileError),
    (NSCocoaErrorDomain, NSFileReadNoSuchFileError),
    (NSPOSIXErrorDomain, Int(ENOENT)),
    (PHPhotosErrorDomain, PHPhotosError.identifierNotFound.rawValue):
    return "asset-gone"
  case (NSURLErrorDomain, _), ("CloudPhotoLibraryErrorDomain", _), ("CKErrorDomain", _):
    return "download-failed"
  default:
    // Photos likes to wrap what it was told by iCloud.
    let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError
    return cause.map(codeOfFailure) ?? "file-unreadable"
  }
}

/// What JavaScript gets for a value that is not there.
func orNull(_ value: Any?) -> Any {
  return value ?? NSNull()
}
