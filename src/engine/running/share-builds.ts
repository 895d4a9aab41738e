/** Deals builds out to worker threads and to this one. */

type Build<Task, Result> = (task: Task, onBytes: (bytes: number) => void) => Promise<Result>

/**
 * Each build goes to a worker that is free, else to this thread if that is. A worker is handed one task ahead, for this
 * thread is slow to answer while it builds.
 * @param workers how many tasks `inWorkers` works on at a time
 */
export function shareBuilds<Task, Result>(
  here: Build<Task, Result>,
  inWorkers: Build<Task, Result>,
  workers: number,
): Build<Task, Result> {
  const waiting: ((build: Build<Task, Result>) => Promise<void>)[] = []
  let handedOut = 0
  let isBusyHere = false
  const startInWorker = (): void => {
    handedOut++
    void waiting.shift()!(inWorkers).then(() => {
      handedOut--
      deal()
    })
  }
  const startHere = (): void => {
    isBusyHere = true
    void waiting.shift()!(here).then(() => {
      isBusyHere = false
      deal()
    })
  }
  const deal = (): void => {
    while (waiting.length > 0) {
      if (handedOut < workers) startInWorker()
      else if (!isBusyHere) startHere()
      else if (handedOut < 2 * workers) startInWorker()
      else return
    }
  }
  return (task, onBytes) =>
    new Promise((resolve, reject) => {
      waiting.push((build) => build(task, onBytes).then(resolve, reject))
      deal()
    })
}
