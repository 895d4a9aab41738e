import { safeText } from '../../../src/fronts/tui/cells/cells.js'
import type { Row } from '../../../src/fronts/tui/cells/spans.js'
import { codesOf, type Theme } from '../../../src/fronts/tui/view/theme.js'

/** A row with terminal codes. The result contains only `safeText` and our own codes. */
export function paintRow(row: Row, theme: Theme): string {
  return row
    .map((piece) => {
      const [text, codes] = [safeText(piece.text), codesOf(piece, theme)]
      return codes === '' || text === '' ? text : `\u001b[${codes}m${text}\u001b[m`
    })
    .join('')
}
