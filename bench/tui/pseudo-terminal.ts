/** The real program on a pseudo-terminal, which util-linux's `script` creates without a native module. */
import { execFileSync, spawn, spawnSync } from 'node:child_process'

export interface Frame {
  /** Time of its last byte, in ms of `performance.now`. */
  readonly at: number
  readonly bytes: number
  readonly text: string
}

export interface PseudoTerminal {
  readonly frames: Frame[]
  /** What it wrote after its last frame, once it has ended; undefined while it runs. */
  readonly lastWords: string | undefined
  write(keys: string): void
  close(): Promise<void>
}

/** Every frame ends with the end of a synchronised update. */
const frameEnd = '\u001b[?2026l'

export function hasScript(): boolean {
  return spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') ?? false
}

/** The process of the UI: the newest with this index in its command line. */
export function processOf(index: string): string {
  return execFileSync('pgrep', ['-nf', `^node .*tui --index '?${index}`], { encoding: 'utf8' }).trim()
}

export function openPseudoTerminal(
  command: string,
  columns: number,
  rows: number,
  env: NodeJS.ProcessEnv,
): PseudoTerminal {
  const child = spawn('script', ['-qec', `stty rows ${rows} cols ${columns}; exec ${command}`, '/dev/null'], { env })
  const frames: Frame[] = []
  let rest = ''
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (chunk: string) => {
    const at = performance.now()
    const parts = (rest + chunk).split(frameEnd)
    rest = parts.pop()!
    for (const text of parts) frames.push({ at, bytes: Buffer.byteLength(text) + frameEnd.length, text })
  })
  let lastWords: string | undefined
  const closed = new Promise<void>((resolve) => {
    child.on('close', () => {
      lastWords = rest
      resolve()
    })
  })
  return {
    frames,
    get lastWords() {
      return lastWords
    },
    write: (keys) => void child.stdin.write(keys),
    close: () => {
      child.stdin.write('\u0003')
      return closed
    },
  }
}
