/** A last net under what the terminal is sent: cells ask `text/safe-text.ts` about each unit that they draw. */

const terminalControls = /[\u0000-\u001f\u007f-\u009f]/g
const suspicious = /[\u0000-\u0009\u000b-\u001a\u001c-\u001f\u007f-\u009f]|\u001b(?!\[[\d;]*m)/

/** A last net under the frame: every control character but the line breaks and colours the program itself wrote. */
export function onlyColours(frame: string): string {
  if (!suspicious.test(frame)) return frame
  return frame
    .split(/(\u001b\[[\d;]*m|\n)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(terminalControls, '')))
    .join('')
}
