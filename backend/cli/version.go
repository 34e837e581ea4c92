package cli

import (
	"cmp"
	"context"
	"io"
	"runtime"

	sqlite3 "modernc.org/sqlite/lib"
)

type versionCommand struct{}

func (c *versionCommand) run(_ context.Context, s *session) error {
	v := s.env.Version
	v.Go = cmp.Or(v.Go, runtime.Version())
	v.SQLite = cmp.Or(v.SQLite, sqlite3.SQLITE_VERSION)
	return s.either(v, func(out io.Writer) {
		writeLine(out, "Ordertrail ", v.Version)
		for _, line := range [][2]string{{"commit", v.Commit}, {"go", v.Go}, {"sqlite", v.SQLite}} {
			page{s, out}.fact(line[0], line[1])
		}
	})
}
