import CryptoKit
import ExpoModulesCore
import Photos

struct OpenOriginalRequestRecord: Record {
  @Field var workId: String = ""
  @Field var assetId: String = ""
  @Field var role: String = ""
  @Field var edition: String = ""
  @Field var mayDownload: Bool = false
}

/// Writes a part's bytes into a temporary file, exactly as they are in the library.
func openOriginal(_ request: OpenOriginalRequestRecord) async throws -> [String: Any] {
  let part = try findPart(request.assetId, role: request.role, edition: request.edition)
  // Not by its own name, which may be longer than a file's may be.
  let file = try TemporaryFiles.originals.newFile(named: "original")
  do {
    let sizeBytes = try await write(part, to: file, request)
    return [
      "uri": file.absoluteString,
      "fileName": part.fileName,
      "sizeBytes": sizeBytes,
      "isTemporary": true
    ]
  } catch {
    TemporaryFiles.originals.remove(file)
    throw nameFailure(error, afterDownload: request.mayDownload)
  }
}

/// The checksum of a part's bytes, without a file in between.
func hashOriginal(_ request: OpenOriginalRequestRecord) async throws -> [String: Any] {
  let part = try findPart(request.assetId, role: request.role, edition: request.edition)
  let tellReading = readingTeller(request.workId, of: part.sizeBytes)
  var sha1 = Insecure.SHA1()
  var sizeBytes: Double = 0
  do {
    try await readResource(
      part.resource,
      mayDownload: request.mayDownload,
      onDownloading: downloadTeller(request.workId)
    ) { data in
      sha1.update(data: data)
      sizeBytes += Double(data.count)
      tellReading(sizeBytes)
    }
  } catch {
    throw nameFailure(error, afterDownload: request.mayDownload)
  }
  return ["sha1": hex(sha1.finalize()), "sizeBytes": sizeBytes]
}

/// The checksum of a file, streamed.
func hashFile(_ workId: String, _ url: URL) async throws -> [String: Any] {
  var sha1 = Insecure.SHA1()
  var sizeBytes: Double = 0
  do {
    let tellReading = readingTeller(workId, of: try url.resourceValues(forKeys: [.fileSizeKey]).fileSize.map(Double.init))
    let file = try FileHandle(forReadingFrom: url)
    defer { try? file.close() }
    while true {
      try Task.checkCancellation()
      let count = try autoreleasepool { () -> Int in
        let data = try file.read(upToCount: 1 << 20) ?? Data()
        sha1.update(data: data)
        return data.count
      }
      if count == 0 {
        break
      }
      sizeBytes += Double(count)
      tellReading(sizeBytes)
    }
  } catch {
    throw nameFailure(error)
  }
  return ["sha1": hex(sha1.finalize()), "sizeBytes": sizeBytes]
}

/// So many bytes of a file from `fromByte` on; fewer only at its end.
func readBytes(_ url: URL, fromByte: Double, sizeBytes: Int) throws -> Data {
  guard fromByte >= 0, sizeBytes >= 0, sizeBytes <= 4 << 20 else {
    throw nativeFailure("invalid-argument", "At most 4 MiB at once, from a place in the file")
  }
  do {
    let file = try FileHandle(forReadingFrom: url)
    defer { try? file.close() }
    try file.seek(toOffset: UInt64(fromByte))
    return try file.read(upToCount: sizeBytes) ?? Data()
  } catch {
    throw nameFailure(error)
  }
}

private func write(_ part: AssetPart, to file: URL, _ request: OpenOriginalRequestRecord) async throws -> Double {
  let handle = try FileHandle(forWritingTo: file)
  defer { try? handle.close() }
  let tellReading = readingTeller(request.workId, of: part.sizeBytes)
  var sizeBytes: Double = 0
  try await readResource(
    part.resource,
    mayDownload: request.mayDownload,
    onDownloading: downloadTeller(request.workId)
  ) { data in
    try handle.write(contentsOf: data)
    sizeBytes += Double(data.count)
    tellReading(sizeBytes)
  }
  return sizeBytes
}

/// Photos has many words for a download that did not come, and for one that was not allowed.
private func nameFailure(_ error: Error, afterDownload mayDownload: Bool) -> Exception {
  let failure = nameFailure(error)
  switch (failure.code, mayDownload) {
  case ("in-cloud", true):
    return nativeFailure("download-failed", failure.reason, causedBy: error)
  case ("download-failed", false):
    return nativeFailure("in-cloud", failure.reason, causedBy: error)
  default:
    return failure
  }
}

private func downloadTeller(_ workId: String) -> (Double) -> Void {
  let pace = ProgressPace()
  return { fraction in
    if pace.isDue() || fraction >= 1 {
      tellWork(workId, "downloading", fraction)
    }
  }
}

/// What tells how many bytes are read by now; where nobody knows of how many, that it goes on.
private func readingTeller(_ workId: String, of expectedBytes: Double?) -> (Double) -> Void {
  let pace = ProgressPace()
  return { bytesRead in
    if pace.isDue() {
      tellWork(workId, "reading", expectedBytes.map { bytesRead / max($0, bytesRead, 1) } ?? 0)
    }
  }
}

private func tellWork(_ workId: String, _ phase: String, _ fraction: Double) {
  NativeEvents.shared.send("onWorkProgress", ["workId": workId, "phase": phase, "fraction": fraction])
}

private func hex(_ digest: Insecure.SHA1.Digest) -> String {
  return digest.map { String(format: "%02x", $0) }.joined()
}
