/** Comma-separated values (RFC 4180): records end with CRLF, values are quoted if necessary, quotes are doubled. */

/** @param forSpreadsheet whether a text that a spreadsheet would run as a formula gets an apostrophe before it */
export function csvRecord(values: readonly (string | number)[], forSpreadsheet: boolean): string {
  return `${values.map((value) => csvValue(value, forSpreadsheet)).join(',')}\r\n`
}

/** A byte order mark: spreadsheets read a file without one in the system's old encoding. */
export const byteOrderMark = '\ufeff'

function csvValue(value: string | number, forSpreadsheet: boolean): string {
  if (typeof value === 'number') return `${value}`
  const safe = forSpreadsheet && /^[=+\-@]/.test(value) ? `'${value}` : value
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
