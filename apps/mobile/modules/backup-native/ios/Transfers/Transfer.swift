import Foundation

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

  init(id: String, note: String, isSurviving: Bool, allowsMetered: Bool, stallTimeoutSeconds: Double, steps: [TransferStep]) {
    self.id = id
    self.note = note
    enqueuedAtMs = nowMs()
    self.isSurviving = isSurviving
    self.allowsMetered = allowsMetered
    self.stallTimeoutSeconds = stallTimeoutSeconds
    totalBytes = steps.reduce(0) { $0 + $1.sizeBytes }
    self.steps = steps
  }

  /// What the version of before did not write yet must not lose what is under way, which iOS would be told to cancel: it is as it was
  /// without it. Whatever is added here is read so.
  init(from decoder: Decoder) throws {
    let kept = try decoder.container(keyedBy: CodingKeys.self)
    id = try kept.decode(String.self, forKey: .id)
    enqueuedAtMs = try kept.decode(Double.self, forKey: .enqueuedAtMs)
    steps = try kept.decode([TransferStep].self, forKey: .steps)
    note = try kept.decodeIfPresent(String.self, forKey: .note) ?? ""
    isSurviving = try kept.decodeIfPresent(Bool.self, forKey: .isSurviving) ?? true
    allowsMetered = try kept.decodeIfPresent(Bool.self, forKey: .allowsMetered) ?? false
    stallTimeoutSeconds = try kept.decodeIfPresent(Double.self, forKey: .stallTimeoutSeconds) ?? 30
    totalBytes = try kept.decodeIfPresent(Int64.self, forKey: .totalBytes) ?? steps.reduce(0) { $0 + $1.sizeBytes }
    nextStep = try kept.decodeIfPresent(Int.self, forKey: .nextStep) ?? 0
    end = try kept.decodeIfPresent(TransferEnd.self, forKey: .end)
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
