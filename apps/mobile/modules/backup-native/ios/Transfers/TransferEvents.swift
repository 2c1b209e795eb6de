import Foundation

private let mostBodyBytes = 64 * 1024
private let pauseSeconds: TimeInterval = 2

/// What iOS tells of the transfers, on their queue.
extension TransferSessions: URLSessionDataDelegate {
  func urlSession(
    _ session: URLSession,
    task: URLSessionTask,
    didSendBodyData bytesSent: Int64,
    totalBytesSent: Int64,
    totalBytesExpectedToSend: Int64
  ) {
    guard let transfer = transferOf(task), let step = running[transfer.id] else {
      return
    }
    running[transfer.id]?.bytesSent = totalBytesSent
    let sent = transfer.bytesBeforeNextStep + totalBytesSent
    if step.pace.isDue() || sent == transfer.totalBytes {
      NativeEvents.shared.send(
        "onTransferProgress",
        ["id": transfer.id, "bytesSent": Double(sent), "totalBytes": Double(transfer.totalBytes)]
      )
    }
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    guard let transfer = transferOf(dataTask) else {
      return
    }
    // Told before the tasks of an earlier process were listed.
    var step = running[transfer.id] ?? RunningStep(task: dataTask)
    step.answer.append(data.prefix(mostBodyBytes - step.answer.count))
    running[transfer.id] = step
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: Error?) {
    removeBody(of: task)
    guard let transfer = transferOf(task) else {
      return
    }
    let step = running.removeValue(forKey: transfer.id)
    if let step, step.task !== task {
      // iOS did not list the first when it was asked, so that it was begun a second time.
      step.task.cancel()
    }
    let body = step?.answer ?? Data()
    if let error {
      stepFailed(transfer, error as NSError)
    } else if let response = task.response as? HTTPURLResponse {
      stepEnded(transfer, answerOf(response, body))
    } else {
      end(transfer, failedBecause: TransferFailure(code: "network", message: "What came was no answer"))
    }
  }

  /// A background session follows redirects by itself, and does not ask.
  func urlSession(
    _ session: URLSession,
    task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest,
    completionHandler: @escaping (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }

  func urlSessionDidFinishEvents(forBackgroundURLSession session: URLSession) {
    tellDelivered()
  }

  private func stepFailed(_ transfer: Transfer, _ error: NSError) {
    let isNetworkForbidden = (error as? URLError)?.networkUnavailableReason != nil
    if isNetworkForbidden && !transfer.allowsMetered {
      // There is a network, and not one that it may use: it waits for a better one.
      let id = transfer.id
      Conditions.shared.onceFree {
        // Where the two differ on what is free, as with a tunnel over mobile data, they shall not do so in a circle.
        self.queue.asyncAfter(deadline: .now() + pauseSeconds) { self.perform(id) }
      }
      return
    }
    end(transfer, failedBecause: TransferFailure(code: codeOfRequest(error), message: error.localizedDescription))
  }

  /// The copy that was made for this task.
  private func removeBody(of task: URLSessionTask) {
    if let name = task.taskDescription {
      TemporaryFiles.bodies.removePlace(name)
    }
  }
}
