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

extension RunSchedule {
  init(_ record: RunScheduleRecord) {
    self.init(requiresCharging: record.requiresCharging)
  }
}
