/** Lets waiting events be handled first: requests, key presses, signals. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
