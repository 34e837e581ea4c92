//go:build windows || (darwin && cgo)

package source

import (
	"net/http"
	"net/url"

	"github.com/mattn/go-ieproxy"
)

// systemProxy is the proxy that the environment or the system's settings name, PAC included.
func systemProxy() func(*http.Request) (*url.URL, error) { return ieproxy.GetProxyFunc() }
