/** Milliseconds of the processor that this process has used since `process.cpuUsage()`: other programs don't count. */
export function processorMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000
}
