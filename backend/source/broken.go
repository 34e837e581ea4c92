package source

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/textproto"
	"net/url"
	"slices"
	"syscall"

	"ordertrail/backend/fault"
)

// broken says why no whole answer came. It never repeats a URL, nor text that the other side sent.
func (f *Feed) broken(caller, watched context.Context, err error, otherwise func(error) error) error {
	if caller.Err() != nil {
		return fault.Of(caller.Err())
	}
	f.client.CloseIdleConnections() // after sleep or a change of network they are dead without knowing it
	if phase, ok := errors.AsType[late](context.Cause(watched)); ok {
		return f.fault(fault.Timeout, string(phase), nil, phase)
	}
	if named, ok := errors.AsType[*fault.Error](err); ok {
		return f.fault(named.Code, named.About, named.Params, named.Cause)
	}
	if in, ok := errors.AsType[*url.Error](err); ok { // its text holds the whole URL
		err = in.Err
	}
	if about, ok := tlsTrouble(err); ok {
		return f.fault(fault.TLS, about, nil, err)
	}
	if code, about := f.network(err); about != "" {
		return f.fault(code, about, nil, err)
	}
	return otherwise(err)
}

// network tells apart what the network did, where the error says so.
func (f *Feed) network(err error) (fault.Code, string) {
	op, isOp := errors.AsType[*net.OpError](err)
	timeout, canTime := errors.AsType[net.Error](err)
	switch {
	case isOp && op.Op == "proxyconnect":
		return fault.Offline, "proxy"
	case is[*net.DNSError](err):
		return fault.Offline, "dns"
	case canTime && timeout.Timeout():
		return fault.Timeout, "connect"
	}
	return fault.Offline, numbered(err)
}

var errNotHTTP = errors.New("the answer is not HTTP")

// unanswered tells apart what is left when not even headers came. What net/http says of headers would quote them.
func (f *Feed) unanswered(err error, p *patience) error {
	switch {
	case p.tlsBroke.Load():
		return f.fault(fault.TLS, "", nil, err)
	case is[textproto.ProtocolError](err): // also when the headers end in the middle of a line
		return f.fault(fault.Offline, "reset", nil, nil)
	case p.answered.Load():
		return f.fault(fault.NotAPI, "not_http", nil, errNotHTTP)
	}
	return f.fault(fault.Offline, "", nil, err)
}

// The numbers of the system for what a connection suffers; those above 10000 are of Windows.
var (
	refusedNumbers     = []error{syscall.ECONNREFUSED, syscall.Errno(10061)}
	resetNumbers       = []error{syscall.ECONNRESET, syscall.ECONNABORTED, syscall.EPIPE, syscall.Errno(10053), syscall.Errno(10054), io.EOF, io.ErrUnexpectedEOF}
	unreachableNumbers = []error{syscall.ENETUNREACH, syscall.EHOSTUNREACH, syscall.ENETDOWN, syscall.Errno(10050), syscall.Errno(10051), syscall.Errno(10065)}
)

func numbered(err error) string {
	is := func(number error) bool { return errors.Is(err, number) }
	switch {
	case slices.ContainsFunc(refusedNumbers, is):
		return "refused"
	case slices.ContainsFunc(resetNumbers, is):
		return "reset"
	case slices.ContainsFunc(unreachableNumbers, is):
		return "unreachable"
	}
	return ""
}

// tlsTrouble says what was wrong with the certificate or the handshake.
func tlsTrouble(err error) (about string, found bool) {
	if invalid, ok := errors.AsType[x509.CertificateInvalidError](err); ok {
		if invalid.Reason == x509.Expired { // also: not valid yet
			return "expired", true
		}
		return "certificate", true
	}
	if is[x509.UnknownAuthorityError](err) || is[x509.SystemRootsError](err) {
		return "unknown_authority", true
	}
	if is[x509.HostnameError](err) {
		return "hostname", true
	}
	if errors.Is(err, http.ErrSchemeMismatch) || is[tls.RecordHeaderError](err) {
		return "not_tls", true
	}
	return "", is[*tls.CertificateVerificationError](err)
}

func is[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}
