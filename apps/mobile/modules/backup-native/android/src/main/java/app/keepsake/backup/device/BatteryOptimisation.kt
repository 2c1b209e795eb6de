package app.keepsake.backup.device

import android.annotation.SuppressLint
import android.app.ActivityManager
import android.content.Context
import android.content.Intent
import android.net.Uri
import android.os.Build
import android.os.PowerManager
import android.provider.Settings

internal fun isSparedFromBatteryOptimisation(context: Context): Boolean =
  (context.getSystemService(Context.POWER_SERVICE) as PowerManager).isIgnoringBatteryOptimizations(context.packageName)

/**
 * False: the person set the app's use of the battery to "Restricted"; until the app is opened the system then runs none of its work. Android 8
 * had no such setting that an app could read.
 */
internal fun mayRunInBackground(context: Context): Boolean =
  Build.VERSION.SDK_INT < Build.VERSION_CODES.P ||
    !(context.getSystemService(Context.ACTIVITY_SERVICE) as ActivityManager).isBackgroundRestricted

/** Asks the person, where it is not so yet; the answer is whatever `isSparedFromBatteryOptimisation` says afterwards. */
@SuppressLint("BatteryLife")
internal fun askToSpareFromBatteryOptimisation(context: Context) {
  if (isSparedFromBatteryOptimisation(context)) return
  val question = Intent(
    Settings.ACTION_REQUEST_IGNORE_BATTERY_OPTIMIZATIONS,
    Uri.parse("package:${context.packageName}")
  )
  context.startActivity(question.addFlags(Intent.FLAG_ACTIVITY_NEW_TASK))
}
