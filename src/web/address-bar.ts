/**
 * The address follows what is typed when the typing pauses: browsers ask for the icon again at each change, and Safari
 * refuses more than a hundred changes in half a minute.
 */
const pauseMs = 250

export interface AddressBar {
  /** The page's entry in the history gets another address, soon. */
  replace(address: string): void
  /** A new entry, at once; going back returns to the one before. */
  push(address: string): void
  /** What has not been written is not: the browser shows another entry. */
  forget(): void
}

export function createAddressBar(): AddressBar {
  let waiting: string | undefined
  let timer = 0
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
    replace: (address) => {
      forget()
      waiting = address
      timer = window.setTimeout(write, pauseMs)
    },
    push: (address) => {
      write()
      history.pushState(null, '', address)
    },
    forget,
  }
}
