package order

import (
	"strings"
	"unicode"
)

// Fold gives the form in which texts are compared when searching: lower case, one spelling of
// canceled and cancelled. What is shown is always the text as received.
func Fold(s string) string {
	return strings.ReplaceAll(strings.ToLower(s), "cancell", "cancel")
}

// Key gives the form in which references are compared: trimmed, without regard to case.
func Key(reference string) string { return strings.ToLower(strings.TrimSpace(reference)) }

// word gives the one spelling of an event or status: "Order cancelled", "orderCancelled" and
// "order.cancelled" are all order_canceled.
func word(s string) string {
	var b strings.Builder
	lower := false
	for _, r := range strings.TrimSpace(s) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if unicode.IsUpper(r) && lower {
				b.WriteByte('_')
			}
			b.WriteRune(unicode.ToLower(r))
			lower = unicode.IsLower(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
			lower = false
		}
	}
	return strings.ReplaceAll(strings.TrimSuffix(b.String(), "_"), "cancelled", "canceled")
}
