package order

import "regexp"

// complains are the words with which a plain text says that something went wrong.
var complains = regexp.MustCompile(`(?i)^\W*(error|fail|fatal|exception|invalid|denied|unauthori[sz]ed|not (found|allowed|processed))`)

// ReportsError says that what was answered to the try tells of an error, whatever its status.
func (a *Attempt) ReportsError() bool {
	if a.ResponseBody == nil || *a.ResponseBody == "" {
		return false
	}
	m := &Message{Body: []byte(*a.ResponseBody)}
	if reportsError(m) {
		return true
	}
	first := m.Body[0]
	return first != '{' && first != '[' && first != '<' && complains.Match(m.Body)
}
