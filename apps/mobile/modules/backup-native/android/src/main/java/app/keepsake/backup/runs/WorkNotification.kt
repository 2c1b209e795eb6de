package app.keepsake.backup.runs

import android.app.Notification
import android.app.NotificationChannel
import android.app.NotificationManager
import android.app.PendingIntent
import android.content.Context
import android.content.pm.ServiceInfo
import android.os.Build
import androidx.core.app.NotificationCompat
import androidx.work.ForegroundInfo
import app.keepsake.backup.R
import expo.modules.kotlin.records.Field
import expo.modules.kotlin.records.Record

internal class RunProgressRecord : Record {
  @Field
  val title: String = ""

  @Field
  val text: String = ""

  @Field
  val doneCount: Int = 0

  @Field
  val totalCount: Int = 0
}

/** The notification that a long run must have, and that shows how far it is. */
internal object WorkNotification {
  private const val ID = 4101
  private const val CHANNEL = "keepsake-backup"

  /** As it is before JavaScript says it better. */
  fun foregroundInfo(context: Context): ForegroundInfo {
    val schedule = RunSchedule.read(context)
    val notification = build(context, schedule?.title ?: appName(context), schedule?.text ?: "", 0, 0)
    return if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q) {
      ForegroundInfo(ID, notification, ServiceInfo.FOREGROUND_SERVICE_TYPE_DATA_SYNC)
    } else {
      ForegroundInfo(ID, notification)
    }
  }

  fun show(context: Context, progress: RunProgressRecord) {
    val notification = build(context, progress.title, progress.text, progress.doneCount, progress.totalCount)
    manager(context).notify(ID, notification)
  }

  private fun build(context: Context, title: String, text: String, doneCount: Int, totalCount: Int): Notification {
    makeChannel(context)
    return NotificationCompat.Builder(context, CHANNEL)
      .setSmallIcon(R.drawable.keepsake_notification)
      .setContentTitle(title)
      .setContentText(text)
      .setProgress(totalCount, doneCount, totalCount == 0)
      .setOngoing(true)
      .setOnlyAlertOnce(true)
      .setSilent(true)
      .setContentIntent(openApp(context))
      .build()
  }

  private fun makeChannel(context: Context) {
    if (Build.VERSION.SDK_INT < Build.VERSION_CODES.O) return
    val name = RunSchedule.read(context)?.channelName ?: appName(context)
    manager(context).createNotificationChannel(
      NotificationChannel(CHANNEL, name, NotificationManager.IMPORTANCE_LOW)
    )
  }

  private fun openApp(context: Context): PendingIntent? {
    val intent = context.packageManager.getLaunchIntentForPackage(context.packageName) ?: return null
    return PendingIntent.getActivity(context, 0, intent, PendingIntent.FLAG_IMMUTABLE)
  }

  private fun manager(context: Context) =
    context.getSystemService(Context.NOTIFICATION_SERVICE) as NotificationManager

  private fun appName(context: Context): String =
    context.applicationInfo.loadLabel(context.packageManager).toString()
}
