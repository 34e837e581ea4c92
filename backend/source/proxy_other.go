//go:build !windows && !(darwin && cgo)

package source

import (
	"net/http"
	"net/url"
)

// systemProxy is the proxy that the environment names: where desktops here keep such a setting, they set it there.
func systemProxy() func(*http.Request) (*url.URL, error) { return http.ProxyFromEnvironment }
