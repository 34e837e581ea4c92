/** Where the person is: the part of the address after #, such as #/requests?days=7d&id=r1. */
export interface Place {
  path: string[]
  query: Readonly<Record<string, string>>
}

/** readPlace reads the address; whatever is not understood is left out. */
export function readPlace(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#?\/?/, '').split('?', 2)
  return {
    path: path.split('/').filter(Boolean).map(decode),
    query: Object.fromEntries(new URLSearchParams(query)),
  }
}

/** writePlace is the address of a place; empty values are left out. */
export function writePlace(place: Place): string {
  const query = new URLSearchParams(Object.entries(place.query).filter(([, value]) => value !== ''))
  const text = query.toString()
  return `#/${place.path.map(encodeURIComponent).join('/')}${text ? `?${text}` : ''}`
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
