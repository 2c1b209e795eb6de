import Foundation

/// A step's body as one file, which is what iOS sends by itself: the library's own export where it is the whole body, else a copy.
func makeBodyFile(_ step: TransferStep, place: String) throws -> URL {
  if case let .file(url, 0, sizeBytes)? = step.body.first, step.body.count == 1, sizeOf(url) == sizeBytes {
    return url
  }
  let file = try TemporaryFiles.bodies.newFile(named: "body", place: place)
  do {
    let target = try FileHandle(forWritingTo: file)
    defer { try? target.close() }
    for piece in step.body {
      try append(piece, to: target)
    }
    return file
  } catch {
    TemporaryFiles.bodies.removePlace(place)
    throw error
  }
}

/// A background session ends the app over a file that it cannot read, by an exception that Swift cannot catch.
func readable(_ file: URL) -> Result<URL, Error> {
  return FileManager.default.isReadableFile(atPath: file.path)
    ? .success(file)
    : .failure(TransferFailure(code: "asset-gone", message: "The file is not there any more"))
}

private func append(_ piece: BodyPiece, to target: FileHandle) throws {
  switch piece {
  case let .text(text):
    try target.write(contentsOf: Data(text.utf8))
  case let .file(url, fromByte, sizeBytes):
    let source = try FileHandle(forReadingFrom: url)
    defer { try? source.close() }
    try source.seek(toOffset: UInt64(fromByte))
    var left = Int(sizeBytes)
    while left > 0 {
      let count = try autoreleasepool { () -> Int in
        let data = try source.read(upToCount: min(left, 1 << 20)) ?? Data()
        try target.write(contentsOf: data)
        return data.count
      }
      if count == 0 {
        throw TransferFailure(code: "changed-while-reading", message: "The file ended before its time")
      }
      left -= count
    }
  }
}

private func sizeOf(_ url: URL) -> Int64? {
  return (try? url.resourceValues(forKeys: [.fileSizeKey]))?.fileSize.map { Int64($0) }
}
