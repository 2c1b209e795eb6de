import ExpoModulesCore

struct BodyPieceRecord: Record {
  @Field var text: String?
  @Field var uri: URL?
  @Field var fromByte: Double = 0
  @Field var sizeBytes: Double = 0
}

struct TransferStepRecord: Record {
  @Field var method: String = ""
  @Field var url: String = ""
  @Field var headers: [String: String] = [:]
  @Field var body: [BodyPieceRecord] = []
}

struct TransferRequestRecord: Record {
  @Field var id: String = ""
  @Field var note: String = ""
  @Field var lifetime: String = ""
  @Field var allowsMetered: Bool = false
  @Field var stallTimeoutMs: Double = 30_000
  @Field var steps: [TransferStepRecord] = []
}

extension BodyPiece {
  init(_ record: BodyPieceRecord) throws {
    guard let uri = record.uri else {
      self = .text(record.text ?? "")
      return
    }
    if record.fromByte < 0 || record.sizeBytes < 0 {
      throw nativeFailure("invalid-argument", "A piece of a body lies before the file")
    }
    self = .file(uri, fromByte: Int64(record.fromByte), sizeBytes: Int64(record.sizeBytes))
  }
}

extension TransferStep {
  init(_ record: TransferStepRecord) throws {
    guard ["POST", "PUT", "PATCH"].contains(record.method) else {
      throw nativeFailure("invalid-argument", "A transfer sends by POST, PUT or PATCH")
    }
    guard let url = URL(string: record.url), ["http", "https"].contains(url.scheme?.lowercased()) else {
      throw nativeFailure("invalid-argument", "\(record.url) is not the address of a server")
    }
    self.init(method: record.method, url: url, headers: record.headers, body: try record.body.map { try BodyPiece($0) })
  }
}

extension Transfer {
  init(_ request: TransferRequestRecord) throws {
    guard request.id.range(of: "^[A-Za-z0-9-]{1,64}$", options: .regularExpression) != nil else {
      throw nativeFailure("invalid-argument", "A transfer's id is letters, digits and -")
    }
    guard !request.steps.isEmpty else {
      throw nativeFailure("invalid-argument", "A transfer has at least one step")
    }
    self.init(
      id: request.id,
      note: request.note,
      isSurviving: request.lifetime == "surviving",
      allowsMetered: request.allowsMetered,
      stallTimeoutSeconds: request.stallTimeoutMs / 1_000,
      steps: try request.steps.map { try TransferStep($0) }
    )
  }
}
