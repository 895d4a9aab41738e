/** Milliseconds since some moment, like `performance.now()`, which would load a Node module in a cold search. */
export function milliseconds(): number {
  const [seconds, nanoseconds] = process.hrtime()
  return seconds * 1e3 + nanoseconds / 1e6
}

/** Lets waiting events be handled first: requests, key presses, signals. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
