package payload

import (
	"errors"
	"io"
)

// Why says why reading a body stopped before its end.
type Why string

// The reasons to stop.
const (
	WhySyntax  Why = "syntax"  // not as the format has it
	WhyEnd     Why = "end"     // the body ends too early
	WhyDepth   Why = "depth"   // nested deeper than is read
	WhySize    Why = "size"    // more than is read
	WhyCharset Why = "charset" // not text in the charset it should be in
	WhyEntity  Why = "entity"  // an entity that the document defines itself; those are not expanded
	WhyFormat  Why = "format"  // a format that has no fields
)

// Stop is where reading stopped, and why. Detail may quote the body: it is for the person who looks at it.
type Stop struct {
	Offset int    `json:"offset"` // of the first byte that could not be read
	Line   int    `json:"line"`   // from 1
	Column int    `json:"column"` // from 1, in characters
	Why    Why    `json:"why"`
	Detail string `json:"detail"` // what the format's reader says, in English; "" when Why says it all
}

// stopped is a Stop on its way up. Its text never quotes the body.
type stopped struct {
	at     int
	why    Why
	detail string
}

func (s *stopped) Error() string { return errUnreadable.Error() }

func (s *stopped) Unwrap() error { return errUnreadable }

// stopAt gives the error of a reader its place.
func stopAt(at int, err error) error {
	if s, ok := errors.AsType[*stopped](err); ok {
		return s
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return &stopped{at: at, why: WhyEnd}
	}
	return &stopped{at: at, why: WhySyntax, detail: err.Error()}
}
