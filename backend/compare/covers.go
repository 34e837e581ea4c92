package compare

import "slices"

// Covers says that a watched field rests on fields about this.
func (w Watched) Covers(c Concept) bool { return slices.Contains(watchedBy(c), w) }

// Personal says that a field is about a person: a name, an address, a way to reach them.
func (c Concept) Personal() bool {
	return c == Email || c == Phone || c.ofAddress() && c != Country && c != State
}
