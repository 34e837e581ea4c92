package source

import (
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"ordertrail/backend/fault"
)

// refused gives the fault of an answer that cannot be the feed, by its status and content type.
func (f *Feed) refused(answer *http.Response, c call) error {
	if answer.StatusCode == http.StatusOK || c.body != nil && answer.StatusCode == http.StatusCreated {
		return f.notJSON(answer.Header)
	}
	code, about := meaning(answer.StatusCode, c)
	params := fault.Params{"status": answer.StatusCode}
	if code == fault.Redirected {
		params["to"] = redirectedTo(answer)
	}
	if wait, ok := retryAfter(answer.Header, time.Now(), f.limits.RetryAfter); ok {
		params["retryAfterMs"] = wait.Milliseconds()
	}
	return f.fault(code, about, params, nil)
}

// meanings of a status that its hundred does not give.
var meanings = map[int]struct {
	code  fault.Code
	about string
}{
	http.StatusUnauthorized:                  {fault.Unauthorized, ""},
	http.StatusForbidden:                     {fault.Forbidden, ""},
	http.StatusUnavailableForLegalReasons:    {fault.Forbidden, ""},
	http.StatusNotFound:                      {fault.NotFound, "path"},
	http.StatusProxyAuthRequired:             {fault.Offline, "proxy"},
	http.StatusRequestTimeout:                {fault.Timeout, "server"},
	http.StatusGone:                          {fault.NotFound, "path"},
	http.StatusRequestEntityTooLarge:         {fault.TooLarge, "refused"},
	http.StatusTooEarly:                      {fault.Server, ""},
	http.StatusTooManyRequests:               {fault.RateLimited, ""},
	http.StatusNetworkAuthenticationRequired: {fault.NotAPI, "login"},
}

func meaning(status int, c call) (fault.Code, string) {
	if status == http.StatusGone && c.goesOn {
		return fault.ContractChanged, "cursor"
	}
	if known, ok := meanings[status]; ok {
		return known.code, known.about
	}
	switch status / 100 {
	case 3:
		return fault.Redirected, ""
	case 4:
		return fault.ContractChanged, "bad_request"
	case 5:
		return fault.Server, ""
	}
	return fault.NotAPI, "status" // 204 and the like: no page
}

func redirectedTo(answer *http.Response) string {
	to, err := url.Parse(answer.Header.Get("Location"))
	if err != nil {
		return ""
	}
	return to.Host
}

// notJSON gives the fault of a content type that is not JSON. None at all is let through: the body will show.
func (f *Feed) notJSON(h http.Header) error {
	given := h.Get("Content-Type")
	if given == "" {
		return nil
	}
	kind, _, _ := mime.ParseMediaType(given)
	switch {
	case !f.profile.strict && (kind == "text/plain" || kind == "application/octet-stream" || kind == "application/x-ndjson"):
		return nil // many servers do not say; the body will show
	case kind == "application/json" || kind == "text/json" || strings.HasSuffix(kind, "+json"):
		return nil
	case kind == "text/html" || kind == "application/xhtml+xml":
		return f.fault(fault.NotAPI, "login", nil, nil)
	}
	return f.fault(fault.NotAPI, "content_type", nil, nil)
}

// retryAfter reads Retry-After in both forms (RFC 9110 10.2.3); of several the longest holds. A date counts
// from the server's own Date, since this machine's clock may be wrong.
func retryAfter(h http.Header, now time.Time, longest time.Duration) (wait time.Duration, ok bool) {
	if at, err := http.ParseTime(h.Get("Date")); err == nil {
		now = at
	}
	for _, given := range h.Values("Retry-After") {
		if one, fits := retryWait(strings.TrimSpace(given), now, longest); fits {
			wait, ok = max(wait, one), true
		}
	}
	return min(wait, longest), ok
}

func retryWait(given string, now time.Time, longest time.Duration) (time.Duration, bool) {
	if given != "" && strings.Trim(given, "0123456789") == "" {
		seconds, err := strconv.ParseInt(given, 10, 32)
		if err != nil { // more than 68 years
			return longest, true
		}
		return time.Duration(seconds) * time.Second, true
	}
	at, err := http.ParseTime(given)
	return max(0, at.Sub(now)), err == nil
}
