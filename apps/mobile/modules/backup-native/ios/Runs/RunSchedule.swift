import Foundation

/// A schedule as it is found when JavaScript is not there.
struct RunSchedule: Codable, Equatable {
  let requiresCharging: Bool

  private static let key = "app.keepsake.backup.schedule"

  init(requiresCharging: Bool) {
    self.requiresCharging = requiresCharging
  }

  /// What the version of before did not write yet is as it was without it: until the app is opened, nobody else says what is wanted.
  init(from decoder: Decoder) throws {
    let kept = try decoder.container(keyedBy: CodingKeys.self)
    requiresCharging = try kept.decodeIfPresent(Bool.self, forKey: .requiresCharging) ?? false
  }

  func keep() {
    UserDefaults.standard.set(try? JSONEncoder().encode(self), forKey: RunSchedule.key)
  }

  /// Nil: nothing is scheduled.
  static func read() -> RunSchedule? {
    guard let data = UserDefaults.standard.data(forKey: key) else {
      return nil
    }
    return try? JSONDecoder().decode(RunSchedule.self, from: data)
  }

  static func forget() {
    UserDefaults.standard.removeObject(forKey: key)
  }
}
