/** Figures as people read them. */

/** `812 B`, `1.4 MB`: powers of 1000, as file managers and disks count. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`
}

/** Milliseconds or seconds with about two significant digits. */
export function formatTime(value: number): string {
  return value.toFixed(value < 1 ? 2 : value < 10 ? 1 : 0)
}
