/** What this browser remembers about the look of the interface; never any record. Storage may be forbidden: then nothing is remembered. */
const PREFIX = "tochuc.";

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + key, value);
  } catch {
    return;
  }
}
