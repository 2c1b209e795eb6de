package app.keepsake.backup

import android.util.Log

private typealias Sink = (name: String, body: Map<String, Any?>) -> Unit

/** The way from workers and transfers, which may live without JavaScript, to JavaScript where it is there. */
internal object NativeEvents {
  @Volatile
  private var owner: Any? = null

  @Volatile
  private var sink: Sink? = null

  @Synchronized
  fun attach(owner: Any, sink: Sink) {
    this.owner = owner
    this.sink = sink
  }

  /** Of a module that goes when another has come already, nothing is taken away. */
  @Synchronized
  fun detach(owner: Any) {
    if (this.owner !== owner) return
    this.owner = null
    sink = null
  }

  /** Nobody there, or somebody who is going just now: nothing happens. What matters is kept elsewhere and asked for. */
  fun send(name: String, body: Map<String, Any?>) {
    try {
      sink?.invoke(name, body)
    } catch (error: RuntimeException) {
      // A JavaScript that is being taken down must end no transfer and no run.
      Log.w("Keepsake", "The event $name did not arrive", error)
    }
  }
}
