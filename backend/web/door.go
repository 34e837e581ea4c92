package web

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
)

// door lets in only the browser that was given the printed address.
type door struct {
	hosts   []string // what a Host header may say; anything else is a rebound name
	cookie  string   // its name carries the port: cookies are shared by all ports of a host
	token   string
	session string
}

func newDoor(port int) *door {
	return &door{
		hosts:   []string{fmt.Sprintf("127.0.0.1:%d", port), fmt.Sprintf("localhost:%d", port)},
		cookie:  fmt.Sprintf("ordertrail_%d", port),
		token:   secret(),
		session: secret(),
	}
}

// secret makes 256 random bits, in hex.
func secret() string {
	bits := make([]byte, 32)
	_, _ = rand.Read(bits) // never fails: the program stops if the system has no randomness
	return hex.EncodeToString(bits)
}

// address is the printed one.
func (d *door) address() string { return "http://" + d.hosts[0] + "/?token=" + d.token }

// guard checks each request before next sees it.
func (d *door) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		setHeaders(w.Header())
		switch {
		case !slices.Contains(d.hosts, r.Host), !fromHere(r):
			refuse(w, r)
		case d.knows(r):
			if isStart(r) && r.URL.Query().Has("token") {
				http.Redirect(w, r, "/", http.StatusSeeOther)
				return
			}
			next.ServeHTTP(w, r)
		case d.opens(r):
			d.welcome(w, r)
		default:
			refuse(w, r)
		}
	})
}

// fromHere says that no other page made the request. Pages of other ports of this computer count as the same
// site and their requests carry the cookie, so whatever is not the visit of a person is held to its origin.
func fromHere(r *http.Request) bool {
	own := "http://" + r.Host
	if origin := r.Header.Get("Origin"); origin != own && (origin != "" || r.Method != http.MethodGet) {
		return false
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return true
	}
	return isStart(r) && r.Header.Get("Sec-Fetch-Mode") == "navigate"
}

func isStart(r *http.Request) bool { return r.Method == http.MethodGet && r.URL.Path == "/" }

// knows says that the request carries the session's cookie.
func (d *door) knows(r *http.Request) bool {
	cookie, err := r.Cookie(d.cookie)
	return err == nil && same(cookie.Value, d.session)
}

// opens says that the request shows the token. It may be used again: the same person may open a second browser.
func (d *door) opens(r *http.Request) bool {
	return isStart(r) && same(r.URL.Query().Get("token"), d.token)
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// welcome gives the cookie and takes the token out of the address, and so out of the browser's history.
func (d *door) welcome(w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, &http.Cookie{Name: d.cookie, Value: d.session, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
	http.Redirect(w, r, "/", http.StatusSeeOther)
}
