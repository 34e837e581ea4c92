// Package fault is what may go wrong, as a person will read it: a closed list of codes (contract/cli.md),
// each with a plain message and a hint of what to do next, in English and Swedish.
package fault

import (
	"context"
	"errors"
	"maps"
)

// Code is one class of failure.
type Code string

// The codes of contract/cli.md.
const (
	Offline         Code = "offline"
	Timeout         Code = "timeout"
	TLS             Code = "tls"
	Unauthorized    Code = "unauthorized"
	Forbidden       Code = "forbidden"
	RateLimited     Code = "rate_limited"
	Server          Code = "server"
	Redirected      Code = "redirected"
	NotAPI          Code = "not_api"
	ContractChanged Code = "contract_changed"
	TooLarge        Code = "too_large"
	NotFound        Code = "not_found"
	Ambiguous       Code = "ambiguous"
	Invalid         Code = "invalid"
	Busy            Code = "busy"
	DiskFull        Code = "disk_full"
	ReadOnly        Code = "read_only"
	IO              Code = "io"
	Corrupt         Code = "corrupt"
	NewerVersion    Code = "newer_version"
	Cancelled       Code = "cancelled"
	Internal        Code = "internal"
)

// Params fill the blanks of a message; they never hold bodies, names or keys.
type Params map[string]any

// Error is a failure that a person will read. Its text for people comes from Describe.
type Error struct {
	Code Code
	// About picks a message of its own within the code, such as "window" within invalid; "" is the code's general one.
	About  string
	Params Params
	Cause  error
}

// New makes an error of a code. About and params pick and fill its message; cause may be nil.
func New(code Code, about string, params Params, cause error) *Error {
	return &Error{Code: code, About: about, Params: maps.Clone(params), Cause: cause}
}

// Error gives the text for logs and tests, in English.
func (e *Error) Error() string {
	text := string(e.Code)
	if e.About != "" {
		text += " (" + e.About + ")"
	}
	if e.Cause != nil {
		text += ": " + e.Cause.Error()
	}
	return text
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Of finds the failure that a person should read in err. A cancelled context is cancelled, an expired one is
// a time-out, and whatever else has no code is internal: its details belong in the log.
func Of(err error) *Error {
	if err == nil {
		return nil
	}
	if found, ok := errors.AsType[*Error](err); ok {
		return found
	}
	switch {
	case errors.Is(err, context.Canceled):
		return New(Cancelled, "", nil, err)
	case errors.Is(err, context.DeadlineExceeded):
		return New(Timeout, "", nil, err)
	}
	return New(Internal, "", nil, err)
}

// Is says that err carries the code.
func Is(err error, code Code) bool { return err != nil && Of(err).Code == code }
