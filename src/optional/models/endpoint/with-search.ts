/** Replaces the `search` of an object. All other members work as before, also those that use private fields. */
export function withSearch<Backend extends { search: unknown }>(index: Backend, search: Backend['search']): Backend {
  return new Proxy(index, {
    get(target, name) {
      if (name === 'search') return search
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
}
