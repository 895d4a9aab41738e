/** No package can be loaded by its name. */
export const createRequire = (_from: string) => (name: string) => {
  throw new Error(`${name} needs Node`)
}
