/** Reads numbers of five bits a character, lowest first; the value 32 is set in every character but a number's last. */
export function numberReader(text: string): () => number {
  const digits = new Uint8Array(128)
  const order = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  for (let i = 0; i < 64; i++) digits[order.charCodeAt(i)] = i
  let at = 0
  return () => {
    let value = 0
    for (let shift = 0; ; shift += 5) {
      const digit = digits[text.charCodeAt(at++)]!
      value |= (digit & 31) << shift
      if (digit < 32) return value
    }
  }
}
