import Foundation
import Network
import UIKit

/// Network and power as iOS tells of them now.
final class Conditions: @unchecked Sendable {
  static let shared = Conditions()

  private struct Power {
    var isCharging = false
    var isLow = false
    var level: Float = -1
  }

  private let monitor = NWPathMonitor()
  private let lock = NSLock()
  private var power = Power()
  private var isWatching = false
  private let observer = Owned<() -> Void>()
  private var whenFree: [() -> Void] = []

  /// May be repeated. What is read before is of a phone without a network.
  func watch() {
    let isFirst = lock.withLock {
      defer { isWatching = true }
      return !isWatching
    }
    if !isFirst {
      return
    }
    monitor.pathUpdateHandler = { [weak self] path in
      self?.networkChanged(path)
    }
    monitor.start(queue: DispatchQueue(label: "app.keepsake.backup.network"))
    DispatchQueue.main.async {
      UIDevice.current.isBatteryMonitoringEnabled = true
      self.readPower()
      let names = [
        UIDevice.batteryStateDidChangeNotification,
        UIDevice.batteryLevelDidChangeNotification,
        Notification.Name.NSProcessInfoPowerStateDidChange
      ]
      for name in names {
        _ = NotificationCenter.default.addObserver(forName: name, object: nil, queue: .main) { [weak self] _ in
          self?.readPower()
          self?.tellChange()
        }
      }
    }
  }

  func read() -> [String: Any] {
    let path = monitor.currentPath
    let power = lock.withLock { self.power }
    let isOnline = path.status == .satisfied
    return [
      "network": isOnline ? kind(of: path) : "none",
      "isMetered": isOnline && path.isExpensive,
      "isRoaming": false,
      "isLowData": isOnline && path.isConstrained,
      "isCharging": power.isCharging,
      "isLowPower": power.isLow,
      "batteryLevel": orNull(power.level < 0 ? nil : Double(power.level))
    ]
  }

  func observe(by owner: AnyObject, _ onChange: @escaping () -> Void) {
    observer.put(onChange, by: owner)
  }

  /// Of a module that goes when another observes already, nothing is taken away.
  func stopObserving(by owner: AnyObject) {
    observer.remove(by: owner)
  }

  /// Calls back once, as soon as there is a network that costs nobody anything. Mobile data always does, as `phone-conditions.ts` has
  /// it, although iOS calls some of it inexpensive ("Allow More Data on 5G").
  func onceFree(_ callback: @escaping () -> Void) {
    lock.withLock { whenFree.append(callback) }
    callBackIfFree(monitor.currentPath)
  }

  private func networkChanged(_ path: NWPath) {
    callBackIfFree(path)
    tellChange()
  }

  private func callBackIfFree(_ path: NWPath) {
    guard isFree(path) else {
      return
    }
    let callbacks = lock.withLock {
      defer { whenFree = [] }
      return whenFree
    }
    callbacks.forEach { $0() }
  }

  private func tellChange() {
    observer.current?()
  }

  /// On the main queue only.
  private func readPower() {
    let power = MainActor.assumeIsolated { () -> Power in
      let device = UIDevice.current
      return Power(
        isCharging: device.batteryState == .charging || device.batteryState == .full,
        isLow: ProcessInfo.processInfo.isLowPowerModeEnabled,
        level: device.batteryLevel
      )
    }
    lock.withLock { self.power = power }
  }

  private func isFree(_ path: NWPath) -> Bool {
    return path.status == .satisfied && !path.isExpensive && !path.isConstrained && !path.usesInterfaceType(.cellular)
  }

  private func kind(of path: NWPath) -> String {
    if path.usesInterfaceType(.wifi) {
      return "wifi"
    }
    if path.usesInterfaceType(.cellular) {
      return "cellular"
    }
    return path.usesInterfaceType(.wiredEthernet) ? "ethernet" : "other"
  }
}
