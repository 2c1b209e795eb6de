package app.keepsake.backup.device

import android.annotation.SuppressLint
import android.content.Context
import android.content.Intent
import android.net.Uri
import android.os.PowerManager
import android.provider.Settings

internal fun isSparedFromBatteryOptimisation(context: Context): Boolean =
  (context.getSystemService(Context.POWER_SERVICE) as PowerManager).isIgnoringBatteryOptimizations(context.packageName)

/** Asks the person; the answer is whatever `isSparedFromBatteryOptimisation` says afterwards. */
@SuppressLint("BatteryLife")
internal fun askToSpareFromBatteryOptimisation(context: Context) {
  val question = Intent(
    Settings.ACTION_REQUEST_IGNORE_BATTERY_OPTIMIZATIONS,
    Uri.parse("package:${context.packageName}")
  )
  context.startActivity(question.addFlags(Intent.FLAG_ACTIVITY_NEW_TASK))
}
