import ExpoModulesCore
import Foundation

/// Performs transfers by URLSession: those that shall survive in a background session, which iOS carries on while the app is
/// suspended or dead, the others in one of this process. Everything happens on one queue; what iOS tells is in `TransferEvents.swift`.
final class TransferSessions: NSObject, @unchecked Sendable {
  static let shared = TransferSessions()
  static let backgroundIdentifier = "app.keepsake.backup.transfers"

  /// iOS itself would try for a week, while everybody takes the transfer for one that goes on.
  private static let mostSeconds: TimeInterval = 24 * 60 * 60

  let queue = DispatchQueue(label: "app.keepsake.backup.transfers")
  /// Copying a body takes its time, for which neither a caller nor another transfer waits.
  private let bodies = DispatchQueue(label: "app.keepsake.backup.bodies")
  private let journal = TransferJournal()
  private var surviving: URLSession?
  private var passing: URLSession?

  /// All that are not acknowledged.
  private var transfers: [String: Transfer] = [:]
  var running: [String: RunningStep] = [:]
  /// Those whose body is being copied.
  private var preparing: Set<String> = []
  private var onDelivered: [() -> Void] = []
  private var isDelivered = false

  struct RunningStep {
    let task: URLSessionTask
    let pace = ProgressPace()
    var bytesSent: Int64 = 0
    var answer = Data()
  }

  /// Finds the transfers of earlier processes again, and goes on with them. May be repeated.
  func start() {
    queue.sync { self.startOnce() }
  }

  func enqueue(_ request: TransferRequestRecord) throws {
    try queue.sync {
      if self.transfers[request.id] != nil {
        return
      }
      let transfer = try Transfer(request)
      do {
        try self.journal.write(transfer)
      } catch {
        throw nativeFailure("no-space", "The transfer could not be written down", causedBy: error)
      }
      self.transfers[transfer.id] = transfer
      self.perform(transfer.id)
    }
  }

  func list() -> [[String: Any]] {
    return queue.sync {
      let inOrder = self.transfers.values.sorted { ($0.enqueuedAtMs, $0.id) < ($1.enqueuedAtMs, $1.id) }
      return inOrder.map(self.describe)
    }
  }

  func cancel(_ ids: [String]) {
    queue.sync {
      for id in ids {
        guard let transfer = self.transfers[id] else {
          continue
        }
        self.end(transfer, failedBecause: TransferFailure(code: "cancelled", message: "The transfer was cancelled"))
      }
    }
  }

  func acknowledge(_ ids: [String]) {
    queue.sync {
      for id in ids where self.transfers[id]?.end != nil {
        self.transfers[id] = nil
        self.journal.remove(id)
      }
    }
  }

  /// Removes these temporary files, but for those that transfers still need.
  func remove(_ files: [URL]) {
    queue.sync {
      let needed = Set(self.neededFiles().map(\.standardizedFileURL))
      files.filter { !needed.contains($0.standardizedFileURL) }.forEach { TemporaryFiles.originals.remove($0) }
    }
  }

  /// Removes temporary files but those, and those that transfers still need. Answers how many.
  func sweep(keeping files: [URL]) -> Int {
    return queue.sync {
      let needed = self.neededFiles()
      let places = self.transfers.values.filter { $0.end == nil }.map { nameOf($0, $0.nextStep) }
      return TemporaryFiles.originals.sweep(keeping: files + needed)
        + TemporaryFiles.bodies.sweep(keeping: [], places: places)
    }
  }

  private func neededFiles() -> [URL] {
    return transfers.values.filter { $0.end == nil }.flatMap { $0.steps.flatMap(\.body) }.compactMap(\.url)
  }

  /// Calls back when iOS has told of all that ended while the app was away, which it may have done already.
  func onEventsDelivered(_ callback: @escaping () -> Void) {
    queue.sync {
      self.onDelivered.append(callback)
      if self.isDelivered {
        self.tellDelivered()
      }
    }
  }

  /// Calls back when all that was enqueued by now is begun, and goes on without the app if it shall.
  func onceBegun(_ callback: @escaping @Sendable () -> Void) {
    // Bodies are copied one after the other, and each is begun behind its copy.
    bodies.async { self.queue.async(execute: callback) }
  }

  func tellDelivered() {
    isDelivered = onDelivered.isEmpty
    let callbacks = onDelivered
    onDelivered = []
    DispatchQueue.main.async {
      callbacks.forEach { $0() }
    }
  }

  private func startOnce() {
    if surviving != nil {
      return
    }
    let earlier = journal.readAll()
    for transfer in earlier {
      transfers[transfer.id] = transfer
    }
    let delegateQueue = OperationQueue()
    delegateQueue.underlyingQueue = queue
    delegateQueue.maxConcurrentOperationCount = 1
    let background = URLSessionConfiguration.background(withIdentifier: Self.backgroundIdentifier)
    background.sessionSendsLaunchEvents = true
    background.isDiscretionary = false
    background.timeoutIntervalForResource = Self.mostSeconds
    passing = URLSession(configuration: plain(.ephemeral), delegate: self, delegateQueue: delegateQueue)
    let session = URLSession(configuration: plain(background), delegate: self, delegateQueue: delegateQueue)
    surviving = session
    session.getAllTasks { tasks in
      self.queue.async { self.takeUp(earlier.map(\.id), tasks) }
    }
  }

  /// What iOS carried on is attached to again by its name; what it does not know is begun again, or was ended with its process.
  private func takeUp(_ earlier: [String], _ tasks: [URLSessionTask]) {
    for task in tasks {
      guard let transfer = transferOf(task) else {
        task.cancel()
        continue
      }
      if running[transfer.id] == nil {
        running[transfer.id] = RunningStep(task: task)
      }
    }
    for id in earlier {
      guard let transfer = transfers[id], transfer.end == nil, running[id] == nil else {
        continue
      }
      if transfer.isSurviving {
        perform(id)
      } else {
        end(transfer, failedBecause: TransferFailure(code: "interrupted", message: "The app was ended"))
      }
    }
  }

  /// Makes the next step's body ready, and begins the step.
  func perform(_ id: String) {
    guard let transfer = transfers[id], transfer.end == nil, running[id] == nil, preparing.insert(id).inserted else {
      return
    }
    let step = transfer.steps[transfer.nextStep]
    let name = nameOf(transfer, transfer.nextStep)
    bodies.async {
      let body = Result { try makeBodyFile(step, place: name) }
      self.queue.async {
        self.preparing.remove(id)
        self.begin(id, name, body)
      }
    }
  }

  private func begin(_ id: String, _ name: String, _ body: Result<URL, Error>) {
    guard let transfer = transfers[id], transfer.end == nil, nameOf(transfer, transfer.nextStep) == name,
      let session = transfer.isSurviving ? surviving : passing
    else {
      // While its body was copied it was cancelled, perhaps enqueued anew, or iOS told how the same step of an earlier process ended:
      // what is next now has another body.
      TemporaryFiles.bodies.removePlace(name)
      perform(id)
      return
    }
    switch body.flatMap(readable) {
    case let .success(file):
      let task = session.uploadTask(with: requestOf(transfer), fromFile: file)
      task.taskDescription = name
      running[id] = RunningStep(task: task)
      task.resume()
    case let .failure(error):
      let failure = error as? TransferFailure
      let message = error.localizedDescription
      end(transfer, failedBecause: failure ?? TransferFailure(code: codeOfFailure(error as NSError), message: message))
    }
  }

  func stepEnded(_ transfer: Transfer, _ answer: TransferAnswer) {
    let isLast = transfer.nextStep == transfer.steps.count - 1
    if isLast || !(200..<300).contains(answer.status) {
      end(transfer, TransferEnd(step: transfer.nextStep, answer: answer))
      return
    }
    var next = transfer
    next.nextStep += 1
    keep(next)
    perform(next.id)
  }

  func end(_ transfer: Transfer, failedBecause failure: TransferFailure) {
    end(transfer, TransferEnd(step: transfer.nextStep, failure: failure))
  }

  /// The first end counts: an answer that comes after a cancellation is too late.
  private func end(_ transfer: Transfer, _ end: TransferEnd) {
    guard let known = transfers[transfer.id], known.end == nil else {
      return
    }
    keep(known.ended(end))
    running.removeValue(forKey: transfer.id)?.task.cancel()
    NativeEvents.shared.send("onTransferEnded", ["id": transfer.id, "end": end.toDictionary()])
  }

  /// With a full disk the journal stays behind: after a crash the step is made again, which a server takes for a duplicate.
  private func keep(_ transfer: Transfer) {
    transfers[transfer.id] = transfer
    do {
      try journal.write(transfer)
    } catch {
      log.warn("Keepsake: a transfer's state could not be written down: \(error.localizedDescription)")
    }
  }

  private func describe(_ transfer: Transfer) -> [String: Any] {
    let step = running[transfer.id]
    let sent = transfer.end?.answer != nil ? transfer.totalBytes : transfer.bytesBeforeNextStep + (step?.bytesSent ?? 0)
    return [
      "id": transfer.id,
      "note": transfer.note,
      "state": transfer.end != nil ? "ended" : step != nil ? "running" : "waiting",
      "bytesSent": Double(sent),
      "totalBytes": Double(transfer.totalBytes),
      "end": orNull(transfer.end?.toDictionary())
    ]
  }

  /// The transfer that this task is the current step of.
  func transferOf(_ task: URLSessionTask) -> Transfer? {
    guard let transfer = transfers[idOf(task)], transfer.end == nil, nameOf(transfer, transfer.nextStep) == task.taskDescription else {
      return nil
    }
    return transfer
  }
}
