import ExpoModulesCore

/// What JavaScript wants of the system. What concerns Android alone is not read.
struct RunScheduleRecord: Record {
  @Field var requiresCharging: Bool = false
}

struct RunProgressRecord: Record {
  @Field var title: String = ""
  @Field var text: String = ""
  @Field var doneCount: Int = 0
  @Field var totalCount: Int = 0
}

/// A schedule as it is found when JavaScript is not there.
struct RunSchedule: Codable, Equatable {
  let requiresCharging: Bool

  private static let key = "app.keepsake.backup.schedule"

  init(_ record: RunScheduleRecord) {
    requiresCharging = record.requiresCharging
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
