package trail

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"strings"

	"ordertrail/backend/fault"
	"ordertrail/backend/payload"
)

// TextPlace names a text of a record. Inside leads to what is wrapped in one of its values, such as JSON in base64: the
// offset of the value in the text, and so on.
type TextPlace struct {
	Part    Part  `json:"part"`
	Attempt int   `json:"attempt"`
	Inside  []int `json:"inside"`
	// Unwrapped says that what is inside of the text's wrappings is saved, such as an image that was sent as base64.
	Unwrapped bool `json:"unwrapped"`
}

// TextQuery asks for lines of a text: Count of them from line From on, the first being 0.
type TextQuery struct {
	TextPlace
	View  payload.View `json:"view"`
	From  int          `json:"from"`
	Count int          `json:"count"`
	// Viewer says that the text is about to be shown as a whole, and Anyway that it shall be though that did not end
	// the last time.
	Viewer bool `json:"viewer"`
	Anyway bool `json:"anyway"`
}

// TextPage is some lines of a text, and what is known of all of it.
type TextPage struct {
	Format  string          `json:"format"`
	Charset payload.Charset `json:"charset"`
	How     []string        `json:"how"`    // wrappings that were opened, outermost first
	Cut     bool            `json:"cut"`    // more is inside than is unpacked
	Broken  bool            `json:"broken"` // what is packed inside is damaged or ends too early
	Bytes   int             `json:"bytes"`
	View    payload.View    `json:"view"`  // the one that is given: raw where it can't be laid out, hex where it is no text
	Total   int             `json:"total"` // lines of the text in this view, as far as they are counted
	Whole   bool            `json:"whole"` // all are counted, and all was read
	From    int             `json:"from"`
	Lines   []payload.Line  `json:"lines"`
	Columns []string        `json:"columns"` // of a table
	Problem payload.Stop    `json:"problem"` // where reading stopped; its why is "" when it did not
	Picture payload.Picture `json:"picture"` // of an image or PDF; its kind is "" of others
	TooBig  bool            `json:"tooBig"`  // nothing is shown: it can only be saved
	// Unfinished says that showing it did not end the last time; it is shown when the person wants it anyway.
	Unfinished bool `json:"unfinished"`
}

const (
	mostLines = 2000      // how many lines cross to the screens at once
	mostShown = 256 << 20 // bytes; a longer text is not shown
)

// Text gives lines of one of a record's texts; not_found when it has no such text.
func (t *Trail) Text(ctx context.Context, id string, q TextQuery) (TextPage, error) {
	doc, err := t.open(ctx, id, q.TextPlace)
	if err != nil {
		return TextPage{}, err
	}
	out := TextPage{
		Format: string(doc.Format), Charset: doc.Charset, How: append([]string{}, doc.How...), Cut: doc.Cut, Broken: doc.Broken, Bytes: len(doc.Body()),
		View: q.View, Whole: true, Lines: []payload.Line{}, Columns: []string{},
	}
	out.TooBig = out.Bytes > mostShown
	if q.Viewer && out.Bytes >= leastShowing {
		out.Unfinished = !t.showing.begin(showingKey(id, q.TextPlace), q.Anyway)
	}
	if out.TooBig || out.Unfinished {
		return out, nil
	}
	out.Picture = doc.Picture()
	page := doc.Lines(q.View, q.From, min(max(q.Count, 0), mostLines))
	out.View, out.Total, out.Whole, out.From, out.Lines, out.Columns = page.View, page.Total, page.Whole, page.From, page.Lines, page.Columns
	if page.Stop != nil {
		out.Problem = *page.Stop
	}
	return out, nil
}

func showingKey(id string, p TextPlace) string {
	return fmt.Sprintf("%s %s %d %v", id, p.Part, p.Attempt, p.Inside)
}

// TextFold gives the last line that is folded away with the line From.
func (t *Trail) TextFold(ctx context.Context, id string, q TextQuery) (int, error) {
	doc, err := t.open(ctx, id, q.TextPlace)
	if err != nil {
		return 0, err
	}
	return doc.Fold(q.View, q.From), nil
}

// TextHits is where a needle stands in one text.
type TextHits struct {
	Total int           `json:"total"`
	Hits  []payload.Hit `json:"hits"`
}

// TextFind counts the places where a needle stands, and gives Count of them from the one numbered From on.
func (t *Trail) TextFind(ctx context.Context, id string, q TextQuery, needle payload.Needle) (TextHits, error) {
	doc, err := t.open(ctx, id, q.TextPlace)
	if err != nil {
		return TextHits{}, err
	}
	total, hits, err := doc.Find(needle, q.View, q.From, min(q.Count, mostLines))
	if err != nil {
		return TextHits{}, fault.New(fault.Invalid, "expression", fault.Params{"problem": err.Error()}, err)
	}
	return TextHits{Total: total, Hits: hits}, nil
}

// TextFilter gives what an expression selects or makes: JSONPath or a path, in XML XPath.
func (t *Trail) TextFilter(ctx context.Context, id string, q TextQuery, expression string) (payload.Filtered, error) {
	doc, err := t.open(ctx, id, q.TextPlace)
	if err != nil {
		return payload.Filtered{}, err
	}
	found, err := doc.Filter(expression, q.View)
	if err != nil {
		return payload.Filtered{}, fault.New(fault.Invalid, "expression", fault.Params{"problem": err.Error()}, err)
	}
	return found, nil
}

// TextValue is one value of a text, whole.
type TextValue struct {
	Path    string         `json:"path"`
	Pointer string         `json:"pointer"`
	Line    int            `json:"line"`
	At      int            `json:"at"`
	Text    string         `json:"text"` // decoded; "" of one that is too long to be given
	Bytes   int            `json:"bytes"`
	How     []string       `json:"how"` // its wrappings; what is inside can be opened
	Format  payload.Format `json:"format"`
}

// TextValue gives the value that stands at an offset of a text.
func (t *Trail) TextValue(ctx context.Context, id string, q TextQuery, at int) (TextValue, error) {
	doc, err := t.open(ctx, id, q.TextPlace)
	if err != nil {
		return TextValue{}, err
	}
	v := doc.ValueAt(q.View, at)
	return TextValue{
		Path: v.Path, Pointer: v.Pointer, Line: v.Line, At: v.At, Text: v.Text, Bytes: v.Bytes,
		How: append([]string{}, v.Inner.How...), Format: v.Inner.Format,
	}, nil
}

// mostCopied is how much of a text is given at once, for the clipboard.
const mostCopied = 16 << 20

// TextWhole gives a text as it is shown in a view, without leaving anything out.
func (t *Trail) TextWhole(ctx context.Context, id string, q TextQuery) (string, error) {
	doc, err := t.open(ctx, id, q.TextPlace)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	if len(doc.Body()) > mostCopied || doc.Write(q.View, &out) != nil {
		return "", fault.New(fault.Invalid, "too_long", fault.Params{"bytes": len(doc.Body())}, nil)
	}
	return out.String(), nil
}

// SavedText is a text that is handed over as a file.
type SavedText struct {
	Name   string
	Bytes  int64
	SHA256 string
	body   []byte
}

// TextFile gives one of a record's texts as a file: its bytes as they were received, or what is inside of them.
func (t *Trail) TextFile(ctx context.Context, id string, place TextPlace) (SavedText, error) {
	doc, err := t.open(ctx, id, place)
	if err != nil {
		return SavedText{}, err
	}
	body, extension := doc.Body(), doc.Extension()
	if place.Unwrapped {
		body, extension = doc.Inner(), doc.InnerExtension()
	}
	sum := sha256.Sum256(body)
	return SavedText{
		Name: id + "-" + string(place.Part) + extension, Bytes: int64(len(body)), SHA256: hex.EncodeToString(sum[:]), body: body,
	}, nil
}

// TextThumbnail gives a small picture of an image, drawn anew, as a data URI; "" when there can't be one.
func (t *Trail) TextThumbnail(ctx context.Context, id string, place TextPlace) (string, error) {
	doc, err := t.open(ctx, id, place)
	if err != nil {
		return "", err
	}
	small, err := payload.Thumbnail(doc.Inner())
	if err != nil {
		return "", nil // what is known of the image says why
	}
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(small), nil
}

// WriteTo writes the bytes of the file.
func (s SavedText) WriteTo(w io.Writer) (int64, error) {
	n, err := w.Write(s.body)
	return int64(n), err
}
