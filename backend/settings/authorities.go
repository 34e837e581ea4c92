package settings

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"ordertrail/backend/fault"
)

const authoritiesFile = "authorities.pem"

// Authority is a certificate authority that is trusted beside those of the system: a company's own, say.
type Authority struct {
	Name    string `json:"name"`
	Expires int64  `json:"expires"` // ms of Unix time
}

// KeepAuthorities trusts the authorities of a text in PEM beside the system's, and in place of those kept before. A text
// without one is invalid, and changes nothing.
func KeepAuthorities(dir string, text []byte) error {
	certificates := readAuthorities(text)
	if len(certificates) == 0 {
		return fault.New(fault.Invalid, "authorities", nil, nil)
	}
	var kept bytes.Buffer
	for _, c := range certificates {
		_ = pem.Encode(&kept, &pem.Block{Type: certificateBlock, Bytes: c.Raw}) // a buffer takes all
	}
	return keepFile(filepath.Join(dir, authoritiesFile), kept.Bytes())
}

const certificateBlock = "CERTIFICATE"

func readAuthorities(text []byte) []*x509.Certificate {
	var all []*x509.Certificate
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		if c, err := x509.ParseCertificate(block.Bytes); err == nil && block.Type == certificateBlock {
			all = append(all, c)
		}
	}
	return all
}

// ForgetAuthorities trusts none but the system's.
func ForgetAuthorities(dir string) error {
	err := os.Remove(filepath.Join(dir, authoritiesFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fault.New(writing(err), "preferences", nil, err)
	}
	return nil
}

// Authorities are those that are trusted beside the system's.
func Authorities(dir string) []Authority {
	list := []Authority{}
	for _, c := range kept(dir) {
		name := c.Subject.CommonName
		if name == "" {
			name = c.Subject.String()
		}
		list = append(list, Authority{name, c.NotAfter.UnixMilli()})
	}
	return list
}

// Trusted are the system's authorities and those that are kept; nil stands for the system's alone.
func Trusted(dir string) *x509.CertPool {
	more := kept(dir)
	if len(more) == 0 {
		return nil
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	for _, c := range more {
		pool.AddCert(c)
	}
	return pool
}

func kept(dir string) []*x509.Certificate {
	text, err := os.ReadFile(filepath.Join(dir, authoritiesFile))
	if err != nil {
		return nil
	}
	return readAuthorities(text)
}
