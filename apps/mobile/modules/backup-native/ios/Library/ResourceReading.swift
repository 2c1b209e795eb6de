import Foundation
import Photos

/// Reads a resource's bytes, downloading them where it must and may. `consume` gets them in their order; what it throws ends the
/// reading, as does the cancellation of the surrounding task. When this returns, `consume` is not called any more.
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
      guard reading.begin(continuation) else {
        return
      }
      let requestId = PHAssetResourceManager.default().requestData(for: resource, options: options) { data in
        reading.take(data, consume)
      } completionHandler: { error in
        reading.finish(error)
      }
      reading.requested(requestId)
    }
  } onCancel: {
    reading.stop(CancellationError())
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
    // Nothing was to be downloaded: whatever Photos says of a download, it would have needed one.
    return ["in-cloud", "download-failed"].contains(codeOfFailure(error as NSError)) ? false : nil
  }
}

/// There are bytes, which is all that was asked.
private struct FirstBytes: Error {}

/// The state of one request, which Photos, the consumer and a cancellation see from different threads. Whoever waits hears of the
/// first end, once and at once: Photos does not promise to tell the end of a request that was cancelled.
private final class ResourceReading: @unchecked Sendable {
  private let lock = NSLock()
  /// Held while bytes are consumed; the consumer may end the reading.
  private let bytesLock = NSRecursiveLock()
  private var continuation: CheckedContinuation<Void, Error>?
  private var requestId: PHAssetResourceDataRequestID?
  private var end: Result<Void, Error>?

  private var isEnded: Bool {
    return lock.withLock { end != nil }
  }

  /// False: it was ended before it began.
  func begin(_ continuation: CheckedContinuation<Void, Error>) -> Bool {
    let known = lock.withLock { () -> Result<Void, Error>? in
      if end == nil {
        self.continuation = continuation
      }
      return end
    }
    if let known {
      continuation.resume(with: known)
    }
    return known == nil
  }

  func requested(_ id: PHAssetResourceDataRequestID) {
    lock.withLock { requestId = id }
    if isEnded {
      PHAssetResourceManager.default().cancelDataRequest(id)
    }
  }

  func take(_ data: Data, _ consume: (Data) throws -> Void) {
    bytesLock.withLock {
      if isEnded {
        return
      }
      do {
        try consume(data)
      } catch {
        stop(error)
      }
    }
  }

  /// Photos has given the last byte, or says what went wrong.
  func finish(_ error: Error?) {
    settle(error.map { Result<Void, Error>.failure($0) } ?? .success(Void()))
  }

  /// Nobody wants more of it.
  func stop(_ error: Error) {
    settle(.failure(error))
    let id = lock.withLock { requestId }
    if let id {
      PHAssetResourceManager.default().cancelDataRequest(id)
    }
  }

  private func settle(_ end: Result<Void, Error>) {
    let waiting = lock.withLock { () -> CheckedContinuation<Void, Error>? in
      if self.end != nil {
        return nil
      }
      self.end = end
      defer { continuation = nil }
      return continuation
    }
    // The bytes that are being consumed come to their place before a file is closed over them.
    bytesLock.withLock {}
    waiting?.resume(with: end)
  }
}
