package order

import (
	"encoding/hex"
	"strings"
)

// The ids of records whose source gives none begin with what they were made of.
const (
	MadeOfPaste   = "pasted-"
	MadeOfWebhook = "wh-"
	MadeOfStatus  = "ps-" // of a printer
	MadeOfRow     = "csv-"
)

// madeLength is how many digits of a digest an id has.
const madeLength = 24

// MadeID makes the id of a record whose source gives none: the same content has the same one.
func MadeID(of string, digest []byte) string { return of + hex.EncodeToString(digest)[:madeLength] }

// IsMadeID says that an id was made by MadeID, so that it means nothing to anybody else.
func IsMadeID(id string) bool {
	for _, of := range [...]string{MadeOfPaste, MadeOfWebhook, MadeOfStatus, MadeOfRow} {
		if digits, ok := strings.CutPrefix(id, of); ok && len(digits) >= madeLength {
			_, err := hex.DecodeString(digits[:madeLength])
			return err == nil
		}
	}
	return false
}
