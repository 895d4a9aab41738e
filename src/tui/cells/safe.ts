/**
 * What may reach the terminal. Articles come from the open web: an escape sequence could rename the window,
 * a bidirectional override could make one path look like another. Everything drawn passes {@link cells},
 * which asks here about each UTF-16 unit.
 */

/** How a unit is drawn: as it is, as a blank, as nothing, or as U+FFFD. */
export type Treatment = 'keep' | 'blank' | 'drop' | 'broken'

/**
 * @param unit a UTF-16 unit; halves of a pair are the caller's to check
 * @returns `blank` for tabs and line breaks, `drop` for controls, overrides, invisible characters
 */
export function treatmentOf(unit: number): Treatment {
  if (unit < 0x20) return unit >= 0x09 && unit <= 0x0d ? 'blank' : 'drop'
  if (unit < 0x7f) return 'keep'
  if (unit < 0xa0) return unit === 0x85 ? 'blank' : 'drop'
  if (unit < 0x034f) return unit === 0xad ? 'drop' : 'keep'
  if (unit === 0x2028 || unit === 0x2029) return 'blank'
  return isInvisible(unit) ? 'drop' : 'keep'
}

/** Bidirectional marks and overrides, zero-width blanks, fillers, annotation anchors, byte order marks. */
function isInvisible(unit: number): boolean {
  return (
    unit === 0x034f ||
    unit === 0x061c ||
    unit === 0x115f ||
    unit === 0x1160 ||
    unit === 0x3164 ||
    unit === 0xffa0 ||
    unit === 0xfeff ||
    (unit >= 0x17b4 && unit <= 0x17b5) ||
    (unit >= 0x180b && unit <= 0x180f) ||
    (unit >= 0x200b && unit <= 0x200f && unit !== 0x200d) ||
    (unit >= 0x202a && unit <= 0x202e) ||
    (unit >= 0x2060 && unit <= 0x206f) ||
    (unit >= 0xfff0 && unit <= 0xfffb)
  )
}

/** The high half of U+E0000–U+E0FFF: tags and other characters that only hide. */
export const hidingSurrogate = 0xdb40

const terminalControls = /[\u0000-\u001f\u007f-\u009f]/g

/** A last net under the frame: every control character but the line breaks and colours the program itself wrote. */
export function onlyColours(frame: string): string {
  const suspicious = frame.replace(/\u001b\[[\d;]*m/g, '').replaceAll('\n', '')
  if (suspicious.search(terminalControls) === -1) return frame
  return frame
    .split(/(\u001b\[[\d;]*m|\n)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(terminalControls, '')))
    .join('')
}
