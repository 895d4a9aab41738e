import { isTerminal } from './terminal.js'
import type { Terminals } from './terminal.js'

/**
 * Ends the program by SIGHUP if its terminal is gone when it exits. Node restores a terminal on exit and, if the
 * terminal is gone, aborts with a native stack trace and a core dump.
 */
export function endWithTerminal({ input, output, errors }: Terminals): void {
  const terminals = ([0, 1, 2] as const).filter((at) => [input, output, errors][at])
  if (terminals.length > 0) process.on('exit', () => terminals.every(isTerminal) || endByHangup())
}

function endByHangup(): void {
  // Ink's packages listen for the signal, and a handled signal does not end the process.
  process.removeAllListeners('SIGHUP')
  process.kill(process.pid, 'SIGHUP')
  // Still running: the program was started so that it ignores SIGHUP, as nohup does.
  process.kill(process.pid, 'SIGKILL')
}
