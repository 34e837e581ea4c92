package payload

import "bytes"

// Blank gives the shape of a body without anyone's data: names and punctuation stay, texts become empty and
// numbers 0; of a table only the headings stay, and names that look like data go too.
// A body without such a shape, or one that can't be read, gives nil.
func Blank(f Format, body []byte) []byte {
	if f == CSV {
		return headings(body)
	}
	if f != JSON && f != XML && f != Form {
		return nil
	}
	out, err := Rewrite(f, body, blanked)
	if err != nil || f == XML && bytes.Contains(out, []byte("<!DOCTYPE")) {
		return nil
	}
	return out
}

func blanked(v Value) (string, bool) {
	switch v.Kind {
	case Name:
		return "", LooksLikeData(v.Text)
	case Number:
		return "0", true
	case Literal:
		return "", false
	}
	return "", true
}

// headings is the first row of a table, if it names the columns and the rest can be read.
func headings(body []byte) []byte {
	t, at, err := openTable(body)
	if err != nil {
		return nil
	}
	first, named := 0, false
	err = t.rows(at, func(row []token) error {
		if first == 0 {
			end := row[len(row)-1].end
			first, named = end+lineEnd(body[end:]), t.namesColumns(row)
		}
		return nil
	})
	if err != nil || !named {
		return nil
	}
	return bytes.Clone(body[:first])
}
