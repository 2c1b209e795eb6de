package app.keepsake.backup.runs

import android.content.Context
import android.os.Handler
import android.os.Looper
import com.facebook.react.ReactApplication
import com.facebook.react.ReactInstanceEventListener
import com.facebook.react.bridge.Arguments
import com.facebook.react.bridge.ReactContext
import com.facebook.react.jstasks.HeadlessJsTaskConfig
import com.facebook.react.jstasks.HeadlessJsTaskContext

/** As `HEADLESS_TASK` in `src/register-background-runs.ts`. */
private const val HEADLESS_TASK = "KeepsakeBackgroundRun"

/**
 * Has JavaScript take the granted runs, starting it without a screen where it is not there. It is a headless task, because React
 * Native stops the timers of a hidden app that has none.
 */
internal fun startJavaScript(context: Context) {
  val application = context.applicationContext as? ReactApplication ?: return
  Handler(Looper.getMainLooper()).post {
    val host = application.reactHost ?: return@post
    val running = host.currentReactContext
    if (running != null) {
      startHeadlessTask(running)
      return@post
    }
    host.addReactInstanceEventListener(object : ReactInstanceEventListener {
      override fun onReactContextInitialized(context: ReactContext) {
        host.removeReactInstanceEventListener(this)
        startHeadlessTask(context)
      }
    })
    host.start()
  }
}

private fun startHeadlessTask(context: ReactContext) {
  // No time limit: the worker has its own.
  val task = HeadlessJsTaskConfig(HEADLESS_TASK, Arguments.createMap(), 0, true)
  HeadlessJsTaskContext.getInstance(context).startTask(task)
}
