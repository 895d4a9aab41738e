/** Rules are written once, in Simplified characters; lines are converted to these before the rules are applied. */
import { unitMap } from '../text/characters/char-table.js'

/** Converts Traditional characters to Simplified. Offsets stay the same, and everything else is unchanged. */
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
