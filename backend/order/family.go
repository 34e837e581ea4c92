package order

import "strings"

// spelled are the marks by which a product UID begins to spell out size, paper and the like (domain.md 2.2).
var spelled = map[string]bool{
	"pf": true, "pt": true, "cl": true, "ct": true, "prt": true, "sft": true, "set": true, "pc": true, "bt": true,
	"msz": true, "mmat": true, "wd": true, "gca": true, "gsc": true, "gcu": true, "gqa": true, "gsi": true, "gco": true, "gpr": true,
}

// FamilyOf is what a product is, without its size, paper and colours: "photobook hard cover" of
// photobook_hard_cover_pf_a4_pt_170-gsm. A text that spells nothing out is of no known family: "".
func FamilyOf(uid string) string {
	parts := strings.Split(strings.ToLower(strings.TrimSpace(uid)), "_")
	for i, part := range parts {
		if spelled[part] || i > 0 && strings.ContainsAny(part, "0123456789") {
			return strings.Join(parts[:i], " ")
		}
	}
	return ""
}
