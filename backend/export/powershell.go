package export

import (
	"encoding/base64"
	"strings"

	"ordertrail/backend/order"
)

// powershell is the same call for PowerShell 5.1 and later, in a here-document that a POSIX shell passes over.
func (c *commands) powershell(m call) string {
	if !m.isHTTP() {
		return ""
	}
	own := map[string]string{}
	headers, names := merged(m.sendable())
	var lines []string
	for _, name := range names {
		if lower := strings.ToLower(name); lower == "content-type" || lower == "user-agent" {
			own[lower] = headers[name]
			continue
		}
		lines = append(lines, "  "+single(name)+" = "+single(headers[name]))
	}
	text := "Invoke-WebRequest -UseBasicParsing -Method " + single(methodOf(m.Message)) + " -Uri " + single(m.URL)
	for _, option := range [][2]string{{"content-type", " -ContentType "}, {"user-agent", " -UserAgent "}} {
		if value := own[option[0]]; value != "" {
			text += option[1] + single(value)
		}
	}
	if len(lines) > 0 {
		text += " -Headers @{\n" + strings.Join(lines, "\n") + "\n}"
	}
	if len(m.Body) > 0 {
		text += " -Body " + bytesOf(m.Body)
	}
	end := "POWERSHELL"
	for strings.Contains("\n"+text+"\n", "\n"+end+"\n") {
		end += "_"
	}
	return "# " + c.words().Say("curl.powershell") + "\n: <<'" + end + "'\n" + text + "\n" + end + "\n"
}

// merged joins headers of one name, as HTTP allows: a table has each name once.
func merged(list []order.Header) (values map[string]string, names []string) {
	values = map[string]string{}
	spelling := map[string]string{}
	for _, h := range list {
		lower := strings.ToLower(h.Name)
		if name, ok := spelling[lower]; ok {
			values[name] += ", " + h.Value
			continue
		}
		spelling[lower] = h.Name
		values[h.Name] = h.Value
		names = append(names, h.Name)
	}
	return values, names
}

// single is a text in single quotes. PowerShell takes typographic quotes for plain ones.
func single(s string) string {
	return "'" + strings.NewReplacer("'", "''", "‘", "‘‘", "’", "’’", "‚", "‚‚", "‛", "‛‛").Replace(s) + "'"
}

// bytesOf is a body to the byte, whatever the encoding of the script.
func bytesOf(body []byte) string {
	if inline(body) {
		return "([Text.Encoding]::UTF8.GetBytes(" + single(string(body)) + "))"
	}
	return "([Convert]::FromBase64String(" + single(base64.StdEncoding.EncodeToString(body)) + "))"
}
