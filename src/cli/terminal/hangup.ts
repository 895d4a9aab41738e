import { isTerminal } from './terminal.js'
import type { Terminals } from './terminal.js'

/**
 * Ends the program by SIGHUP where its terminal has gone by the time it exits. Node restores a terminal on exit and, if
 * that is gone, aborts with a native stack trace and a core dump.
 */
export function endWithTerminal({ input, output, errors }: Terminals): void {
  const terminals = ([0, 1, 2] as const).filter((at) => [input, output, errors][at])
  if (terminals.length > 0) process.on('exit', () => terminals.every(isTerminal) || endByHangup())
}

function endByHangup(): void {
  // Ink's packages listen for the signal, and a handled signal ends nothing.
  process.removeAllListeners('SIGHUP')
  process.kill(process.pid, 'SIGHUP')
  // Still here: the program was started to ignore that, as nohup does.
  process.kill(process.pid, 'SIGKILL')
}
