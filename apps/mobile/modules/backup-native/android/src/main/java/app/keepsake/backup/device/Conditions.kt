package app.keepsake.backup.device

import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import android.content.IntentFilter
import android.net.ConnectivityManager
import android.net.Network
import android.net.NetworkCapabilities
import android.os.BatteryManager
import android.os.Build
import android.os.Handler
import android.os.Looper
import android.os.PowerManager
import android.telephony.TelephonyManager
import androidx.core.content.ContextCompat

private const val SETTLED_AFTER_MS = 500L

/** Network and power as Android tells of them now. */
internal fun readConditions(context: Context): Map<String, Any?> {
  val capabilities = activeCapabilities(context)
  val battery = ContextCompat.registerReceiver(
    context,
    null,
    IntentFilter(Intent.ACTION_BATTERY_CHANGED),
    ContextCompat.RECEIVER_NOT_EXPORTED
  )
  val level = battery?.getIntExtra(BatteryManager.EXTRA_LEVEL, -1) ?: -1
  val scale = battery?.getIntExtra(BatteryManager.EXTRA_SCALE, -1) ?: -1
  return mapOf(
    "network" to networkKind(capabilities),
    "isMetered" to (capabilities != null && !capabilities.hasCapability(NetworkCapabilities.NET_CAPABILITY_NOT_METERED)),
    "isRoaming" to (capabilities != null && isRoaming(context, capabilities)),
    "isLowData" to isLowData(context),
    // Plugged in: a full battery does not charge, and is no reason to wait.
    "isCharging" to ((battery?.getIntExtra(BatteryManager.EXTRA_PLUGGED, 0) ?: 0) != 0),
    "isLowPower" to (context.getSystemService(Context.POWER_SERVICE) as PowerManager).isPowerSaveMode,
    "batteryLevel" to if (level >= 0 && scale > 0) level.toDouble() / scale else null
  )
}

/**
 * True: a transfer that costs nobody anything may go now. False: only one that may cost, which mobile data always does, as
 * `phone-conditions.ts` has it. Null: there is no network.
 */
internal fun isNetworkFree(context: Context): Boolean? {
  val capabilities = activeCapabilities(context) ?: return null
  return capabilities.hasCapability(NetworkCapabilities.NET_CAPABILITY_NOT_METERED) &&
    !capabilities.hasTransport(NetworkCapabilities.TRANSPORT_CELLULAR) &&
    !isRoaming(context, capabilities) &&
    !isLowData(context)
}

/** Calls back after each change of network or power, until the returned function is called. */
internal fun observeConditions(context: Context, onChange: () -> Unit): () -> Unit {
  val connectivity = connectivityOf(context)
  val network = object : ConnectivityManager.NetworkCallback() {
    override fun onCapabilitiesChanged(network: Network, networkCapabilities: NetworkCapabilities) = onChange()
    override fun onLost(network: Network) {
      onChange()
      // At this moment Android may still tell of the network that it lost, and it calls no second time.
      Handler(Looper.getMainLooper()).postDelayed(onChange, SETTLED_AFTER_MS)
    }
    // Doze and Data Saver: while they keep the app from a network, there is none for it.
    override fun onBlockedStatusChanged(network: Network, blocked: Boolean) = onChange()
  }
  val power = object : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) = onChange()
  }
  val filter = IntentFilter().apply {
    addAction(Intent.ACTION_POWER_CONNECTED)
    addAction(Intent.ACTION_POWER_DISCONNECTED)
    addAction(PowerManager.ACTION_POWER_SAVE_MODE_CHANGED)
    addAction(ConnectivityManager.ACTION_RESTRICT_BACKGROUND_CHANGED)
  }
  connectivity.registerDefaultNetworkCallback(network)
  ContextCompat.registerReceiver(context, power, filter, ContextCompat.RECEIVER_NOT_EXPORTED)
  return {
    connectivity.unregisterNetworkCallback(network)
    context.unregisterReceiver(power)
  }
}

private fun connectivityOf(context: Context) =
  context.getSystemService(Context.CONNECTIVITY_SERVICE) as ConnectivityManager

/** Null: no network, or one that leads to a page that wants a login. One without the Internet may lead to a server at home. */
private fun activeCapabilities(context: Context): NetworkCapabilities? {
  val connectivity = connectivityOf(context)
  val capabilities = connectivity.getNetworkCapabilities(connectivity.activeNetwork) ?: return null
  return capabilities.takeUnless { it.hasCapability(NetworkCapabilities.NET_CAPABILITY_CAPTIVE_PORTAL) }
}

private fun networkKind(capabilities: NetworkCapabilities?): String = when {
  capabilities == null -> "none"
  capabilities.hasTransport(NetworkCapabilities.TRANSPORT_WIFI) -> "wifi"
  capabilities.hasTransport(NetworkCapabilities.TRANSPORT_CELLULAR) -> "cellular"
  capabilities.hasTransport(NetworkCapabilities.TRANSPORT_ETHERNET) -> "ethernet"
  else -> "other"
}

private fun isRoaming(context: Context, capabilities: NetworkCapabilities): Boolean {
  if (!capabilities.hasTransport(NetworkCapabilities.TRANSPORT_CELLULAR)) return false
  if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) {
    return !capabilities.hasCapability(NetworkCapabilities.NET_CAPABILITY_NOT_ROAMING)
  }
  return (context.getSystemService(Context.TELEPHONY_SERVICE) as TelephonyManager).isNetworkRoaming
}

/** Data Saver holds only on metered networks. */
private fun isLowData(context: Context): Boolean {
  val connectivity = connectivityOf(context)
  return connectivity.isActiveNetworkMetered &&
    connectivity.restrictBackgroundStatus == ConnectivityManager.RESTRICT_BACKGROUND_STATUS_ENABLED
}
