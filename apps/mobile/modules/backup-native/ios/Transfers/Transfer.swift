import ExpoModulesCore

/// How a transfer ended, as JavaScript hears it.
struct TransferEnd: Codable {
  let atMs: Double
  let step: Int
  var answer: TransferAnswer?
  var failure: TransferFailure?

  init(step: Int, answer: TransferAnswer) {
    atMs = nowMs()
    self.step = step
    self.answer = answer
  }

  init(step: Int, failure: TransferFailure) {
    atMs = nowMs()
    self.step = step
    self.failure = failure
  }

  func toDictionary() -> [String: Any] {
    if let answer {
      return [
        "kind": "answered",
        "atMs": atMs,
        "step": step,
        "status": answer.status,
        "headers": answer.headers,
        "body": answer.body
      ]
    }
    return [
      "kind": "failed",
      "atMs": atMs,
      "step": step,
      "code": failure?.code ?? "interrupted",
      "message": failure?.message ?? ""
    ]
  }
}

struct TransferAnswer: Codable {
  let status: Int
  let headers: [String: String]
  let body: String
}

struct TransferFailure: Codable, Error {
  let code: String
  let message: String
}

/// A transfer as the journal keeps it. What was to be sent is forgotten when it ended: it may hold a credential.
struct Transfer: Codable {
  let id: String
  let note: String
  let enqueuedAtMs: Double
  let isSurviving: Bool
  let allowsMetered: Bool
  let stallTimeoutSeconds: Double
  let totalBytes: Int64
  var steps: [TransferStep]
  /// The step that is next: those before were answered with 2xx.
  var nextStep = 0
  var end: TransferEnd?

  init(_ request: TransferRequestRecord) throws {
    guard request.id.range(of: "^[A-Za-z0-9-]{1,64}$", options: .regularExpression) != nil else {
      throw nativeFailure("invalid-argument", "A transfer's id is letters, digits and -")
    }
    guard !request.steps.isEmpty else {
      throw nativeFailure("invalid-argument", "A transfer has at least one step")
    }
    let steps = try request.steps.map { try TransferStep($0) }
    id = request.id
    note = request.note
    enqueuedAtMs = nowMs()
    isSurviving = request.lifetime == "surviving"
    allowsMetered = request.allowsMetered
    stallTimeoutSeconds = request.stallTimeoutMs / 1_000
    totalBytes = steps.reduce(0) { $0 + $1.sizeBytes }
    self.steps = steps
  }

  var bytesBeforeNextStep: Int64 {
    return steps.prefix(nextStep).reduce(0) { $0 + $1.sizeBytes }
  }

  func ended(_ end: TransferEnd) -> Transfer {
    var ended = self
    ended.steps = []
    ended.end = end
    return ended
  }
}

func nowMs() -> Double {
  return (Date().timeIntervalSince1970 * 1_000).rounded()
}
