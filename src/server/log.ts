/** One JSON object a line for each request, gathered so that logging does not slow answers down. */

export interface RequestLog {
  readonly add: (entry: Readonly<Record<string, unknown>>) => void
  readonly flush: () => void
}

const flushMs = 200

/** @param write takes whole lines */
export function createLog(write: (text: string) => void): RequestLog {
  let lines: string[] = []
  let timer: NodeJS.Timeout | undefined
  const flush = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (lines.length > 0) write(lines.join(''))
    lines = []
  }
  return {
    add: (entry) => {
      lines.push(`${JSON.stringify(entry)}\n`)
      timer ??= setTimeout(flush, flushMs).unref()
    },
    flush,
  }
}
