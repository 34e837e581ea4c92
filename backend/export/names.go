package export

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"ordertrail/backend/redact"
)

// maxName is how long a part of a path in an archive may be: all systems can make it, several levels deep.
const maxName = 60

var (
	unsafeName = regexp.MustCompile(`[^A-Za-z0-9_.-]+`)
	deviceName = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$`)
)

// safeName makes one part of a path out of anything: no separators, no dots at its ends, no names of devices.
func safeName(text string) string {
	name := unsafeName.ReplaceAllString(text, "-")
	if len(name) > maxName {
		name = name[:maxName]
	}
	name = strings.Trim(name, ".-_")
	switch {
	case name == "":
		return "record"
	case deviceName.MatchString(name):
		return "_" + name
	}
	return name
}

// shownName is a name as it may stand in a message of a failure: one that leaked does not.
func shownName(name string) string {
	if _, last, found := strings.Cut(name, "/"); found {
		return last
	}
	return name
}

// names hands out names that differ by more than case.
type names marks

func (n names) unique(name string) string {
	candidate := name
	for i := 2; !marks(n).first(strings.ToLower(candidate)); i++ {
		candidate = name + "-" + strconv.Itoa(i)
	}
	return candidate
}

// extensionOf is how the name of a file with this body ends.
func extensionOf(contentType string, body []byte) string {
	if bytes.HasPrefix(body, []byte("‹body:")) {
		return ".txt" // the digest in the place of a body that could not be read
	}
	return redact.Extension(contentType, body)
}
