import Foundation

private let answerLimitSeconds: TimeInterval = 5

/// Whether somebody answers there whose certificate this phone does not trust.
func isUntrusted(_ url: URL) async -> Bool {
  var request = URLRequest(url: url, cachePolicy: .reloadIgnoringLocalCacheData, timeoutInterval: answerLimitSeconds)
  request.httpMethod = "HEAD"
  let session = URLSession(configuration: .ephemeral, delegate: nil, delegateQueue: nil)
  defer { session.finishTasksAndInvalidate() }
  do {
    _ = try await session.data(for: request)
    return false
  } catch {
    return codeOfRequest(error as NSError) == "not-secure"
  }
}
