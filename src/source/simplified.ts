/** Rules are written once, in Simplified characters; what they look at is folded to these. */
import { unitMap } from '../text/characters/char-table.js'

/** Traditional characters to Simplified, every unit in its place; all that is not Han stays as it is. */
export function simplified(line: string): string {
  let from = 0
  let out = ''
  for (let i = 0; i < line.length; i++) {
    const unit = line.charCodeAt(i)
    if (unit < 0x3400 || unit > 0x9fff) continue
    const mapped = unitMap[unit]!
    if (mapped === unit || mapped === 0) continue
    out += line.slice(from, i) + String.fromCharCode(mapped)
    from = i + 1
  }
  return from === 0 ? line : out + line.slice(from)
}
