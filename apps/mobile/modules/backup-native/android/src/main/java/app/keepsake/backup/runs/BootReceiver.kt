package app.keepsake.backup.runs

import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent

/** The phone was started, or a new version of the app was installed. */
class BootReceiver : BroadcastReceiver() {
  override fun onReceive(context: Context, intent: Intent) {
    if (intent.action == Intent.ACTION_BOOT_COMPLETED || intent.action == Intent.ACTION_MY_PACKAGE_REPLACED) {
      RunScheduler.rearm(context.applicationContext)
    }
  }
}
