/** Paths of an engine's files: absolute, with '/' between their parts, without dots. */
export const sep = '/'

export function join(...parts: readonly string[]): string {
  return parts.join(sep).replaceAll(/\/{2,}/g, sep)
}

export function resolve(path: string): string {
  return path.startsWith(sep) ? path : sep + path
}

export function dirname(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf(sep)))
}

export function basename(path: string): string {
  return path.slice(path.lastIndexOf(sep) + 1)
}
