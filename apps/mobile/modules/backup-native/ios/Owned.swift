import Foundation

/// What a module has put there for as long as it lives. JavaScript that is loaded anew brings another module, perhaps before the old one
/// goes: of that, nothing is taken away.
final class Owned<Value>: @unchecked Sendable {
  private let lock = NSLock()
  private var owner: ObjectIdentifier?
  private var value: Value?

  /// Nil: nobody has put anything there.
  var current: Value? {
    return lock.withLock { value }
  }

  /// In place of what anybody else has put there.
  func put(_ value: Value, by owner: AnyObject) {
    lock.withLock {
      self.owner = ObjectIdentifier(owner)
      self.value = value
    }
  }

  /// What another one has put there stays.
  func remove(by owner: AnyObject) {
    lock.withLock {
      if self.owner == ObjectIdentifier(owner) {
        self.owner = nil
        value = nil
      }
    }
  }
}
