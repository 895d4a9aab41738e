/** A machine of one thread and one process, without a name. */
export const availableParallelism = (): number => 1
export const hostname = (): string => ''
export const processId = (): number => 1
export const sendSignal = (): boolean => true
