/** A phone has its own letters. */
export async function loadFonts(): Promise<void> {
  // Nothing to load.
}
