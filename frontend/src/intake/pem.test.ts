import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'

import { pemOf } from './pem'

// A certificate of nobody, made for this test.
const pem = `-----BEGIN CERTIFICATE-----
MIIBdzCCAR2gAwIBAgIUXBICNxI6ZT3FC3Q5kl/+0JFHFW0wCgYIKoZIzj0EAwIw
ETEPMA0GA1UEAwwGTm9ib2R5MB4XDTI2MTEyOTA3MjcxMVoXDTM2MTEyNjA3Mjcx
MVowETEPMA0GA1UEAwwGTm9ib2R5MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
QICNFWLUmqKu6QFx1fGcFC/Pv8uHKcrwUHnEMUo7eNOlEcQTwl8TMf89Jm4RgQJm
BNYhka7myx6CHZB+FS0Eg6NTMFEwHQYDVR0OBBYEFLoMfhPFgl76lV9S3G8FyO/e
QARmMB8GA1UdIwQYMBaAFLoMfhPFgl76lV9S3G8FyO/eQARmMA8GA1UdEwEB/wQF
MAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAKNS0mAInCbEPoZl5saXukmw/muoMOB8
WktzKxAvecPFAiB1QnhKsMWZvlbzx1+CoQSaLZwHktE+Kmu/mXzZQcRsBw==
-----END CERTIFICATE-----
`

test('a certificate in DER is read as the one in PEM', async () => {
  const certificate = new X509Certificate(pem)
  expect(await pemOf(new Blob([pem]))).toBe(pem)
  const read = await pemOf(new Blob([new Uint8Array(certificate.raw)]))
  expect(new X509Certificate(read).fingerprint256).toBe(certificate.fingerprint256)
})
