/** Signs of the frame. Terminals that draw ambiguous characters two columns wide, or no UTF-8, get ASCII. */
export interface Chrome {
  readonly vertical: string
  readonly horizontal: string
  readonly prompt: string
  readonly chosen: string
  readonly marked: string
  readonly ellipsis: string
  readonly dot: string
  readonly box: string
  readonly checked: string
  readonly star: string
}

export const unicodeChrome: Chrome = {
  vertical: '│',
  horizontal: '─',
  prompt: '❯',
  chosen: '▌',
  marked: '●',
  ellipsis: '…',
  dot: '·',
  box: '○',
  checked: '◉',
  star: '★',
}

export const asciiChrome: Chrome = {
  vertical: '|',
  horizontal: '-',
  prompt: '>',
  chosen: '>',
  marked: '*',
  ellipsis: '..',
  dot: '-',
  box: '[ ]',
  checked: '[x]',
  star: '*',
}
