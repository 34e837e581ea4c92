package export

import "crypto/sha256"

// marks remember texts of which each may come once. They are all that is kept of every record of a long export, so of a
// text only half of its digest is: 16 bytes, by which no two texts are taken for one.
type marks map[[sha256.Size / 2]byte]struct{}

// first says that a text was not there before; from now on it was.
func (m marks) first(text string) bool {
	digest := sha256.Sum256([]byte(text))
	half := [sha256.Size / 2]byte(digest[:])
	_, was := m[half]
	m[half] = struct{}{}
	return !was
}
