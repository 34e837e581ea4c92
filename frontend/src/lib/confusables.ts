/* Characters of other scripts that look like Latin letters and digits, and those that can't be seen. An order number
   with one of them is not found by typing it. */
const strange = 'АВЕКМНОРСТХУІЈЅаеорсухіјѕһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονıǀ\u2010\u2011\u2012\u2013\u2014\u2212\u00a0'
const familiar = 'ABEKMHOPCTXYIJSaeopcyxijshdqwABEZHIKMNOPTYXovil------ '
const twins = new Map([...strange].map((char, at) => [char, familiar[at] ?? '']))

const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u
const wide = /[\uff01-\uff5e]/

/** confusable gives each misleading character of a reference by its code and what it looks like: U+0410 (A). */
export function confusable(reference: string): string[] {
  const found = [...reference].flatMap((char) => {
    const code = `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    const like = twins.get(char) ?? (wide.test(char) ? char.normalize('NFKC') : undefined)
    if (like !== undefined) return [`${code} (${like.trim() || '␣'})`]
    return unseen.test(char) ? [code] : []
  })
  return [...new Set(found)]
}
