package source

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"ordertrail/backend/fault"
)

// address is a checked base URL.
type address struct {
	root   string // scheme, host and path, without a slash at the end
	origin string // scheme and host
	host   string // with its port, for messages
}

// parseAddress refuses what could send the key in the clear or hide a second secret. Its faults never repeat the URL.
func parseAddress(base string) (address, error) {
	u, err := url.Parse(strings.TrimSpace(base))
	if err != nil || u.Opaque != "" || u.Hostname() == "" || !validPort(u.Port()) {
		return address{}, fault.New(fault.Invalid, "url", nil, nil)
	}
	params := fault.Params{"host": u.Host}
	switch {
	case u.User != nil:
		return address{}, fault.New(fault.Invalid, "url_userinfo", params, nil)
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || strings.HasSuffix(base, "#"):
		return address{}, fault.New(fault.Invalid, "url_query", params, nil)
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return address{}, fault.New(fault.Invalid, "url_https", params, nil)
	case u.Scheme != "https" && u.Scheme != "http":
		return address{}, fault.New(fault.Invalid, "url", nil, nil)
	}
	origin := u.Scheme + "://" + u.Host
	return address{root: origin + strings.TrimRight(u.EscapedPath(), "/"), origin: origin, host: u.Host}, nil
}

func validPort(port string) bool {
	_, err := strconv.ParseUint(port, 10, 16)
	return port == "" || err == nil
}

func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return strings.EqualFold(host, "localhost") || (err == nil && ip.Unmap().IsLoopback())
}
