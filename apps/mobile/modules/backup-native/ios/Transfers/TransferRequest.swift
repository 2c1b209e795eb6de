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

/// A piece of a body: a text, or so many bytes of a file.
enum BodyPiece: Codable {
  case text(String)
  case file(URL, fromByte: Int64, sizeBytes: Int64)

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

  var url: URL? {
    if case let .file(url, _, _) = self {
      return url
    }
    return nil
  }

  var sizeBytes: Int64 {
    switch self {
    case let .text(text):
      return Int64(text.utf8.count)
    case let .file(_, _, sizeBytes):
      return sizeBytes
    }
  }
}

struct TransferStep: Codable {
  let method: String
  let url: URL
  let headers: [String: String]
  let body: [BodyPiece]

  init(_ record: TransferStepRecord) throws {
    guard ["POST", "PUT", "PATCH"].contains(record.method) else {
      throw nativeFailure("invalid-argument", "A transfer sends by POST, PUT or PATCH")
    }
    guard let url = URL(string: record.url), ["http", "https"].contains(url.scheme?.lowercased()) else {
      throw nativeFailure("invalid-argument", "\(record.url) is not the address of a server")
    }
    method = record.method
    self.url = url
    headers = record.headers
    body = try record.body.map { try BodyPiece($0) }
  }

  var sizeBytes: Int64 {
    return body.reduce(0) { $0 + $1.sizeBytes }
  }
}
