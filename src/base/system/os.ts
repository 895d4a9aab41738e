/** What is used of Node here. The engine has portable/os.ts in its place (package.json, "imports"). */
export { availableParallelism, hostname } from 'node:os'

export const processId = (): number => process.pid
export const sendSignal = (pid: number, signal: number): boolean => process.kill(pid, signal)
