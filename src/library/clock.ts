/** Milliseconds since some moment, as `performance.now()`, which would load a module of Node's at a cold search. */
export function milliseconds(): number {
  const [seconds, nanoseconds] = process.hrtime()
  return seconds * 1e3 + nanoseconds / 1e6
}
