import Foundation

/// A configuration that keeps nothing: no cookie, no cache.
func plain(_ configuration: URLSessionConfiguration) -> URLSessionConfiguration {
  configuration.httpShouldSetCookies = false
  configuration.httpCookieStorage = nil
  configuration.urlCache = nil
  configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
  configuration.httpMaximumConnectionsPerHost = 10
  return configuration
}

/// The request of a transfer's next step.
func requestOf(_ transfer: Transfer) -> URLRequest {
  let step = transfer.steps[transfer.nextStep]
  var request = URLRequest(url: step.url)
  request.httpMethod = step.method
  request.timeoutInterval = transfer.stallTimeoutSeconds
  // Mobile data by its own name too: iOS does not call all of it expensive.
  request.allowsCellularAccess = transfer.allowsMetered
  request.allowsExpensiveNetworkAccess = transfer.allowsMetered
  request.allowsConstrainedNetworkAccess = transfer.allowsMetered
  for (name, value) in step.headers {
    request.setValue(value, forHTTPHeaderField: name)
  }
  return request
}

/// What the task of a step is called, in later processes too, and the place of its body's copy. With the time, since the same id may
/// come again before iOS tells the end of a task that was cancelled.
func nameOf(_ transfer: Transfer, _ step: Int) -> String {
  return "\(transfer.id)_\(step)_\(Int64(transfer.enqueuedAtMs))"
}

/// The id in such a name.
func idOf(_ task: URLSessionTask) -> String {
  return String((task.taskDescription ?? "").prefix { $0 != "_" })
}

func answerOf(_ response: HTTPURLResponse, _ body: Data) -> TransferAnswer {
  var headers: [String: String] = [:]
  for (name, value) in response.allHeaderFields {
    headers["\(name)".lowercased()] = "\(value)"
  }
  return TransferAnswer(status: response.statusCode, headers: headers, body: String(decoding: body, as: UTF8.self))
}

/// The code that JavaScript knows for a request that came to no answer.
func codeOfRequest(_ error: NSError) -> String {
  guard error.domain == NSURLErrorDomain else {
    return "network"
  }
  switch error.code {
  case NSURLErrorTimedOut:
    return "timeout"
  case NSURLErrorCancelled:
    // The person closed the app by hand, or switched its background refresh off.
    return "interrupted"
  case NSURLErrorSecureConnectionFailed, NSURLErrorServerCertificateHasBadDate, NSURLErrorServerCertificateUntrusted,
    NSURLErrorServerCertificateHasUnknownRoot, NSURLErrorServerCertificateNotYetValid,
    NSURLErrorAppTransportSecurityRequiresSecureConnection:
    return "not-secure"
  case NSURLErrorFileDoesNotExist:
    return "asset-gone"
  case NSURLErrorNoPermissionsToReadFile:
    return "file-unreadable"
  default:
    return "network"
  }
}
