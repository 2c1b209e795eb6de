import Foundation

/// A piece of a body: a text, or so many bytes of a file.
enum BodyPiece: Codable {
  case text(String)
  case file(URL, fromByte: Int64, sizeBytes: Int64)

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

  var sizeBytes: Int64 {
    return body.reduce(0) { $0 + $1.sizeBytes }
  }
}
