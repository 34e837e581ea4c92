package store

import (
	"encoding/hex"

	"github.com/google/uuid"
)

// packID gives the form in which a source's id is stored: 16 bytes for a UUID in its usual spelling, else its text.
func packID(id string) any {
	if len(id) == 36 {
		if u, err := uuid.Parse(id); err == nil && u.String() == id {
			return u[:]
		}
	}
	return id
}

// unpackID undoes packID.
func unpackID(stored any) string {
	switch v := stored.(type) {
	case string:
		return v
	case []byte:
		if u, err := uuid.FromBytes(v); err == nil {
			return u.String()
		}
		return hex.EncodeToString(v)
	}
	return ""
}
