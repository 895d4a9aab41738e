/** A last net under what the terminal is sent: cells ask `text/safe-text.ts` about each unit that they draw. */

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
