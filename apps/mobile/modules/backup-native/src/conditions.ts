/** Network and power as the platform tells of them now. */
export interface NativeConditions {
  /** `none` also where the network leads nowhere (a captive portal), as far as the platform tells. */
  readonly network: 'none' | 'wifi' | 'cellular' | 'ethernet' | 'other';
  /** The platform counts its bytes: mobile data, a personal hotspot, a Wi-Fi that was marked so. False without a network. */
  readonly isMetered: boolean;
  /** iOS does not tell; false there. */
  readonly isRoaming: boolean;
  /** Low Data Mode, Data Saver. */
  readonly isLowData: boolean;
  readonly isCharging: boolean;
  /** Low Power Mode, Battery Saver. */
  readonly isLowPower: boolean;
  /** From 0 to 1; null: unknown. */
  readonly batteryLevel: number | null;
}
