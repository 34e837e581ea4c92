const sequence = 0x30 // what every certificate in DER begins with; no text in PEM does

/** pemOf reads a file of certificates as PEM: it may be one in DER, as browsers and Windows save them (.cer, .crt). */
export async function pemOf(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (bytes[0] !== sequence) return new TextDecoder().decode(bytes)
  const letters = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  return `-----BEGIN CERTIFICATE-----\n${letters.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`
}
