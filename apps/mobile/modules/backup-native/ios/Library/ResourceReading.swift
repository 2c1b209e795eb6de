import Photos

/// Reads a resource's bytes, downloading them where it must and may. `consume` gets them in their order; what it throws ends the
/// reading, as does the cancellation of the surrounding task.
func readResource(
  _ resource: PHAssetResource,
  mayDownload: Bool,
  onDownloading: @escaping (Double) -> Void,
  consume: @escaping (Data) throws -> Void
) async throws {
  let reading = ResourceReading()
  let options = PHAssetResourceRequestOptions()
  options.isNetworkAccessAllowed = mayDownload
  options.progressHandler = onDownloading
  try await withTaskCancellationHandler {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, Error>) in
      let requestId = PHAssetResourceManager.default().requestData(for: resource, options: options) { data in
        reading.take(data, consume)
      } completionHandler: { error in
        // What went wrong first: a reading that was ended reports its end as another error.
        if let failure = reading.failure ?? error {
          continuation.resume(throwing: failure)
        } else {
          continuation.resume()
        }
      }
      reading.began(requestId)
    }
  } onCancel: {
    reading.end(CancellationError())
  }
}

/// Whether a resource's bytes are on the device, found out by asking for them without the network; nil: it cannot be told.
func isOnDevice(_ resource: PHAssetResource) async -> Bool? {
  do {
    try await readResource(resource, mayDownload: false, onDownloading: { _ in }, consume: { _ in throw FirstBytes() })
    return true
  } catch is FirstBytes {
    return true
  } catch {
    return codeOfFailure(error as NSError) == "in-cloud" ? false : nil
  }
}

/// There are bytes, which is all that was asked.
private struct FirstBytes: Error {}

/// The state of one request, which Photos, the consumer and a cancellation see from different threads.
private final class ResourceReading: @unchecked Sendable {
  private let lock = NSLock()
  private var requestId: PHAssetResourceDataRequestID?
  private var firstFailure: Error?

  var failure: Error? {
    return lock.withLock { firstFailure }
  }

  func began(_ id: PHAssetResourceDataRequestID) {
    let isEnded = lock.withLock {
      requestId = id
      return firstFailure != nil
    }
    if isEnded {
      PHAssetResourceManager.default().cancelDataRequest(id)
    }
  }

  func take(_ data: Data, _ consume: (Data) throws -> Void) {
    if failure != nil {
      return
    }
    do {
      try consume(data)
    } catch {
      end(error)
    }
  }

  func end(_ error: Error) {
    let id = lock.withLock {
      firstFailure = firstFailure ?? error
      return requestId
    }
    if let id {
      PHAssetResourceManager.default().cancelDataRequest(id)
    }
  }
}
