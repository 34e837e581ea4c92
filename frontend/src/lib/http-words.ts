import { m } from '../paraglide/messages'

/** What the statuses of answers mean, as far as they tell more than the class they belong to. */
const known: Partial<Record<number, () => string>> = {
  207: m.http_207,
  301: m.http_301,
  308: m.http_301,
  400: m.http_400,
  401: m.http_401,
  402: m.http_402,
  403: m.http_403,
  404: m.http_404,
  405: m.http_405,
  406: m.http_406,
  408: m.http_408,
  409: m.http_409,
  410: m.http_410,
  412: m.http_412,
  413: m.http_413,
  415: m.http_415,
  422: m.http_422,
  423: m.http_423,
  429: m.http_429,
  431: m.http_431,
  451: m.http_451,
  500: m.http_500,
  501: m.http_501,
  502: m.http_502,
  503: m.http_503,
  504: m.http_504,
  507: m.http_507,
}

/** statusWords say what an HTTP status means: no codes without meaning. */
export function statusWords(status: number): string {
  const found = known[status]
  if (found) return found()
  if (status >= 500) return m.http_5xx()
  if (status >= 400) return m.http_4xx()
  if (status >= 300) return m.http_3xx()
  return status >= 200 ? m.http_2xx() : ''
}
