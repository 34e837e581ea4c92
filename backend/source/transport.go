package source

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"net/url"

	"ordertrail/backend/fault"
)

// newTransport is net/http's own way (the system's certificates unless told others, the system's proxy, HTTP/2) with tighter limits.
func newTransport(limits Limits, roots *x509.CertPool) *http.Transport {
	return &http.Transport{
		Proxy:                  systemProxy(),
		DialContext:            (&net.Dialer{Timeout: limits.Connect}).DialContext,
		TLSClientConfig:        &tls.Config{RootCAs: roots},
		TLSHandshakeTimeout:    limits.Connect,
		ResponseHeaderTimeout:  0, // patience counts, from the connection on
		MaxResponseHeaderBytes: 256 << 10,
		MaxIdleConnsPerHost:    2,
		IdleConnTimeout:        limits.Page,
		DisableCompression:     true, // we ask for zstd too, and bound what is decoded
		ForceAttemptHTTP2:      true,
		HTTP2:                  &http.HTTP2Config{SendPingTimeout: limits.Header, PingTimeout: limits.Header},
		OnProxyConnectResponse: refusedByProxy,
	}
}

// refusedByProxy names a proxy's refusal, which net/http would only give as text.
func refusedByProxy(_ context.Context, proxy *url.URL, _ *http.Request, answer *http.Response) error {
	if answer.StatusCode == http.StatusOK {
		return nil
	}
	return fault.New(fault.Offline, "proxy", fault.Params{"proxy": proxy.Host, "status": answer.StatusCode}, nil)
}
