/** Writes what is shown into the browser's address and history. */

/**
 * The address is changed only when typing pauses, because browsers request the icon again at each change, and Safari
 * refuses more than a hundred changes in half a minute.
 */
const pauseMs = 250

export type AddressBar = ReturnType<typeof createAddressBar>

export function createAddressBar() {
  let waiting: string | undefined
  let timer = 0
  /** Drops a change that has not been written, because the browser shows another entry. */
  const forget = (): void => {
    clearTimeout(timer)
    waiting = undefined
  }
  const write = (): void => {
    if (waiting !== undefined) history.replaceState(null, '', waiting)
    forget()
  }
  addEventListener('pagehide', write)
  return {
    /** Changes the address of the current entry in the history, after a pause. */
    replace: (address: string): void => {
      forget()
      waiting = address
      timer = window.setTimeout(write, pauseMs)
    },
    /** Adds an entry at once; going back returns to the one before. */
    push: (address: string): void => {
      write()
      history.pushState(null, '', address)
    },
    forget,
  }
}
