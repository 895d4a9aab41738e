/** A last filter on what is sent to the terminal; `cells.ts` already checks each unit with `text/safe-text.ts`. */

const terminalControls = /[\u0000-\u001f\u007f-\u009f]/g
const suspicious = /[\u0000-\u0009\u000b-\u001a\u001c-\u001f\u007f-\u009f]|\u001b(?!\[[\d;]*m)/

/** Removes every control character except the line breaks and colours that the program itself wrote. */
export function onlyColours(frame: string): string {
  if (!suspicious.test(frame)) return frame
  return frame
    .split(/(\u001b\[[\d;]*m|\n)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(terminalControls, '')))
    .join('')
}
