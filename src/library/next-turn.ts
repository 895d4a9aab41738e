/** Lets what waits run first: requests that came, keys that were pressed, signals. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
