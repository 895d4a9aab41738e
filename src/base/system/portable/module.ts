/** No package can be loaded by its name. */
export const createRequire = () => (name: string) => {
  throw new Error(`${name} needs Node`)
}
