/** Counts the units that searches for a string look at: native code is so fast that a clock sees its square too late. */
export function unitsScanned(work: () => void): number {
  // The prototype's own method, to be put back as it was.
  // eslint-disable-next-line @typescript-eslint/unbound-method
  const { indexOf } = String.prototype
  let units = 0
  String.prototype.indexOf = function (wanted, from = 0) {
    const found = indexOf.call(this, wanted, from)
    units += (found < 0 ? this.length : found) - Math.min(this.length, Math.max(0, from))
    return found
  }
  try {
    work()
  } finally {
    String.prototype.indexOf = indexOf
  }
  return units
}
