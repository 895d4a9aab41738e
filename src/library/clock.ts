/** Milliseconds since some moment, like `performance.now()`, which would load a Node module in a cold search. */
export function milliseconds(): number {
  if (typeof process === 'undefined') return performance.now()
  const [seconds, nanoseconds] = process.hrtime()
  return seconds * 1e3 + nanoseconds / 1e6
}

/** Lets waiting events be handled first: requests, key presses, signals. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => (typeof setImmediate === 'undefined' ? setTimeout(resolve) : setImmediate(resolve)))
}
