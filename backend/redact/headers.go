package redact

import (
	"slices"
	"strings"
)

// plainHeaders are headers whose value may leave when it holds nothing personal: they say how systems talk.
var plainHeaders = set("content-type", "content-length", "content-encoding", "content-language", "transfer-encoding", "accept", "accept-encoding",
	"accept-language", "accept-charset", "accept-ranges", "cache-control", "connection", "keep-alive", "date", "expires", "last-modified", "age", "vary",
	"pragma", "retry-after", "allow", "server", "x-powered-by", "upgrade", "te", "trailer", "expect", "content-md5", "content-digest", "digest",
	"repr-digest", "status", "mime-version", "x-content-type-options", "x-frame-options", "strict-transport-security", "access-control-allow-methods",
	"access-control-allow-headers", "access-control-max-age", "access-control-allow-credentials", "x-http-method-override", "x-environment",
	"x-api-version", "api-version", "x-version", "x-cache", "cf-cache-status", "x-attempt", "x-retry-count", "x-event", "x-event-type", "x-webhook-event",
	"x-delivery-attempt", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "ratelimit", "ratelimit-limit", "ratelimit-remaining",
	"ratelimit-reset", "ratelimit-policy", "sec-fetch-mode", "sec-fetch-site", "sec-fetch-dest", "x-requested-with")

// idHeaders are headers by which a message is found again.
var idHeaders = set("x-request-id", "request-id", "x-correlation-id", "correlation-id", "x-trace-id", "trace-id", "traceparent", "x-b3-traceid",
	"x-b3-spanid", "x-amzn-trace-id", "x-amzn-requestid", "x-amz-request-id", "x-amz-id-2", "cf-ray", "x-event-id", "x-delivery-id", "x-message-id",
	"x-webhook-id", "webhook-id", "x-order-id", "x-order-reference", "idempotency-key", "x-idempotency-key", "customer-reference-id", "etag", "x-tenant-id",
	"x-github-delivery", "x-vercel-id", "x-cloud-trace-context", "x-amz-cf-id")

// Header masks the value of a header. One that is neither known to be harmless nor an address is replaced whole.
func (m *Masker) Header(name, value string) string {
	masked, reason := m.header(name, value)
	return m.told([]string{name}, value, masked, Why{Reason: reason})
}

func (m *Masker) header(name, value string) (string, Reason) {
	lower := strings.ToLower(strings.TrimSpace(name))
	switch {
	case strings.TrimSpace(value) == "":
		return value, ""
	case lower == "cookie", lower == "set-cookie", lower == "cookie2", lower == "set-cookie2", secretHeader(name):
		return m.secrets.Header(name, value), IsSecret
	case m.ofRule(name):
		return m.field([]string{name}, value, maxWrapped), ""
	case lower == "host", lower == ":authority":
		return m.host(value), IsLink
	case addressed.MatchString(lower):
		return m.URL(value), IsLink
	case idHeaders[lower] && m.isID(strings.Trim(value, `W/"`)):
		m.kept[fold(value)] = true
		return m.clean(value), IsListed
	case plainHeaders[lower] && m.isPlain(value):
		return m.clean(value), IsListed
	case plainHeaders[lower], lower == "user-agent", lower == "via", lower == "link", lower == "www-authenticate", lower == "warning":
		return m.prose(value, spoken), IsSaid
	}
	return m.field([]string{strings.TrimPrefix(lower, "x-")}, value, maxWrapped), ""
}

// HeaderName masks the name of a header, where it is rather somebody's data.
func (m *Masker) HeaderName(name string) string { return m.name(name) }

// isPlain says that a header's value is made of terms, numbers and moments. Its parts then may leave elsewhere too.
func (m *Masker) isPlain(value string) bool {
	if mediaType.MatchString(value) || isMoment(value) || m.isMeasure(value) {
		return true
	}
	for part := range strings.FieldsFuncSeq(value, func(r rune) bool { return strings.ContainsRune(` ,;=()"/*`, r) }) {
		if !termForm.MatchString(part) && !m.harmless(part) || shapeOf(part) != "" {
			return false
		}
		m.kept[fold(part)] = true
	}
	return shapeOf(value) == "" && !shapes.MatchString(value)
}

// ofRule says that a rule speaks of the field of a name.
func (m *Masker) ofRule(name string) bool {
	return slices.ContainsFunc(m.rules, func(r Rule) bool { return r.Of != nil && r.Of.include([]string{name}) })
}

// HeaderLine masks a header as it is written in a message; a line that is none is masked as a sentence.
func (m *Masker) HeaderLine(line string) string {
	name, value, ok := strings.Cut(line, ":")
	if !ok {
		return m.told(nil, line, m.Text(line), Why{Reason: IsSaid})
	}
	blank := value[:len(value)-len(strings.TrimLeft(value, " "))]
	return m.HeaderName(name) + ":" + blank + m.Header(name, value[len(blank):])
}
