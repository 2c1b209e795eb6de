package app.keepsake.backup

/** The way from workers and transfers, which may live without JavaScript, to JavaScript where it is there. */
internal object NativeEvents {
  @Volatile
  private var sink: ((name: String, body: Map<String, Any?>) -> Unit)? = null

  fun attach(sink: (name: String, body: Map<String, Any?>) -> Unit) {
    this.sink = sink
  }

  fun detach() {
    sink = null
  }

  /** Nobody there: nothing happens. What matters is kept elsewhere and asked for. */
  fun send(name: String, body: Map<String, Any?>) {
    sink?.invoke(name, body)
  }
}
