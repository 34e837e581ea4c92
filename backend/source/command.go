package source

import (
	"bufio"
	"encoding/base64"
	"io"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"ordertrail/backend/order"
)

var (
	beginsCurl   = regexp.MustCompile(`(?i)^\s*(\$ |> |PS [^>]*> )?curl(\.exe)?[\s^` + "`" + `]`)
	beginsInvoke = regexp.MustCompile(`(?i)^\s*(\$\w+ *= *[^\r\n]*[\r\n]+\s*|\$\w+\.[^\r\n]*[\r\n]+\s*)*(\$\w+ *= *)?(Invoke-WebRequest|Invoke-RestMethod|iwr|irm)\b`)
)

func looksLikeCommand(head []byte) bool { return beginsCurl.Match(head) || beginsInvoke.Match(head) }

// readCommand reads a command that sends a request: curl as a POSIX shell, PowerShell or cmd would take it, or
// PowerShell's own. Nothing is run, and no file that it names is opened.
func readCommand(r *bufio.Reader, in *intake) error {
	text, err := io.ReadAll(io.LimitReader(r, longestMessage+1))
	if err != nil {
		return readingFailed(err)
	}
	if len(text) > longestMessage {
		in.skip("command", reasonLong)
		return nil
	}
	m := invoked(string(text))
	if beginsCurl.Match(text) {
		m = curled(words(string(text)))
	}
	if m.URL == "" {
		in.skip("command", "it names no address")
		in.strange = true
		return nil
	}
	return in.pasted(order.Original, m, 0)
}

// How a command shows for which shell it was written: by the ends of its lines, and by its quotes.
var (
	powershellLine = regexp.MustCompile("`\\r?\\n|`\"|\\bcurl\\.exe\\b")
	cmdLine        = regexp.MustCompile(`\^\r?\n|\^"`)
)

// words cuts a command into its words by the rules of the shell that it was written for.
func words(text string) []string {
	posix := !powershellLine.MatchString(text)
	cmd := cmdLine.MatchString(text)
	if cmd {
		text = uncaret(text)
	}
	s := &shell{in: text, posix: posix, cmd: cmd}
	return s.words()
}

var carets = regexp.MustCompile(`(?s)\^(\r?\n|.)`)

// uncaret undoes the escapes of cmd.
func uncaret(text string) string {
	return carets.ReplaceAllStringFunc(text, func(m string) string {
		if strings.HasSuffix(m, "\n") {
			return " "
		}
		return m[1:]
	})
}

// shell cuts a text into words.
type shell struct {
	in         string
	at         int
	posix, cmd bool
	list       []string
	word       strings.Builder
	begun      bool
}

func (s *shell) words() []string {
	for s.at < len(s.in) {
		c := s.in[s.at]
		s.at++
		switch {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
			if c == '\n' && s.posix && !s.cmd && s.begun {
				s.end()
				continue
			}
			s.end()
		case c == '\'' && !s.cmd:
			s.single()
		case c == '"':
			s.double()
		case c == '$' && s.posix && s.at < len(s.in) && s.in[s.at] == '\'':
			s.at++
			s.ansi()
		case c == '\\' && s.posix && !s.cmd, c == '`' && !s.posix:
			s.escaped()
		case (c == ';' || c == '|' || c == '&' && s.posix && !s.cmd) && !s.begun:
			return s.done()
		default:
			s.put(c)
		}
	}
	return s.done()
}

func (s *shell) put(c byte) {
	s.begun = true
	s.word.WriteByte(c)
}

func (s *shell) end() {
	if s.begun {
		s.list = append(s.list, s.word.String())
	}
	s.word.Reset()
	s.begun = false
}

func (s *shell) done() []string {
	s.end()
	return s.list
}

// escaped takes what follows an escape; a line end after one is nothing.
func (s *shell) escaped() {
	rest := s.in[s.at:]
	switch {
	case strings.HasPrefix(rest, "\r\n"):
		s.at += 2
	case strings.HasPrefix(rest, "\n"):
		s.at++
	case rest != "" && !s.posix:
		s.at++
		s.put(powershellEscape(rest[0]))
	case rest != "":
		s.at++
		s.put(rest[0])
	}
}

func powershellEscape(c byte) byte {
	switch c {
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	case '0':
		return 0
	}
	return c
}

// single takes a text in single quotes. PowerShell doubles a quote inside of one.
func (s *shell) single() {
	s.begun = true
	for s.at < len(s.in) {
		c := s.in[s.at]
		s.at++
		if c != '\'' {
			s.word.WriteByte(c)
			continue
		}
		if s.posix || s.at >= len(s.in) || s.in[s.at] != '\'' {
			return
		}
		s.word.WriteByte(c)
		s.at++
	}
}

// double takes a text in double quotes.
func (s *shell) double() {
	s.begun = true
	for s.at < len(s.in) {
		c := s.in[s.at]
		s.at++
		next := byte(0)
		if s.at < len(s.in) {
			next = s.in[s.at]
		}
		switch {
		case c == '"' && next == '"' && !s.posix:
			s.at++
			s.word.WriteByte('"')
		case c == '"':
			return
		case c == '`' && !s.posix:
			s.escaped()
		case c == '\\' && (s.posix || s.cmd) && strings.IndexByte("\"\\$`\n", next) >= 0 && next != 0:
			s.at++
			if next != '\n' {
				s.word.WriteByte(next)
			}
		default:
			s.word.WriteByte(c)
		}
	}
}

// ansi takes a text of the form $'…'.
func (s *shell) ansi() {
	s.begun = true
	for s.at < len(s.in) {
		c := s.in[s.at]
		s.at++
		switch {
		case c == '\'':
			return
		case c != '\\' || s.at >= len(s.in):
			s.word.WriteByte(c)
		default:
			s.ansiEscape()
		}
	}
}

var ansiNumbers = map[byte]struct{ base, most int }{'x': {16, 2}, 'u': {16, 4}, 'U': {16, 8}}

func (s *shell) ansiEscape() {
	c := s.in[s.at]
	s.at++
	if n, ok := ansiNumbers[c]; ok {
		end := s.at
		for end < len(s.in) && end < s.at+n.most && strings.IndexByte("0123456789abcdefABCDEF", s.in[end]) >= 0 {
			end++
		}
		code, err := strconv.ParseUint(s.in[s.at:end], n.base, 32)
		s.at = end
		switch {
		case err != nil:
			s.word.WriteByte(c)
		case c == 'x':
			s.word.WriteByte(byte(code))
		default:
			s.word.WriteRune(rune(min(code, utf8.MaxRune)))
		}
		return
	}
	at := strings.IndexByte("abefnrtv", c)
	if at >= 0 {
		c = "\a\b\x1b\f\n\r\t\v"[at]
	}
	s.word.WriteByte(c)
}

// valued are curl's flags that take a value and say nothing of the request.
const valued = " -o --output -m --max-time --connect-timeout --retry -w --write-out --cacert --cert -E --key -x --proxy --resolve --interface -c --cookie-jar --limit-rate -Y -y -K --config --ciphers --tls-max -T --upload-file -F --form -D --dump-header --proto -U --proxy-user -r --range -z --time-cond -t -Q --max-redirs --aws-sigv4 --oauth2-bearer "

// curled reads the words of a curl command.
func curled(args []string) *order.Message {
	c := &curl{m: &order.Message{Transport: "http"}}
	for i := 1; i < len(args); i++ {
		name, value, joined := flagOf(args[i])
		if name == "" {
			if c.m.URL == "" && !strings.EqualFold(args[i], "curl") {
				c.m.URL = args[i]
			}
			continue
		}
		take := func() string {
			if !joined && i+1 < len(args) {
				i++
				return args[i]
			}
			return value
		}
		if !c.flag(name, take) && !joined && strings.Contains(valued, " "+name+" ") {
			i++
		}
	}
	return c.message()
}

// flagOf parts a flag from the value that is joined to it: -XPOST, --request=POST.
func flagOf(arg string) (name, value string, joined bool) {
	switch {
	case strings.HasPrefix(arg, "--") && len(arg) > 2:
		return strings.Cut(arg, "=")
	case !strings.HasPrefix(arg, "-") || len(arg) < 2:
		return "", "", false
	case len(arg) > 2 && strings.IndexByte("XHdubAeoxF", arg[1]) >= 0:
		return arg[:2], arg[2:], true
	}
	return arg, "", false
}

// curl is a command under way.
type curl struct {
	m    *order.Message
	data []string
	get  bool
	json bool
}

func (c *curl) flag(name string, take func() string) bool {
	switch name {
	case "-X", "--request":
		c.m.Method = take()
	case "-H", "--header":
		name, value, _ := strings.Cut(take(), ":")
		c.header(name, value)
	case "--url":
		c.m.URL = take()
	case "-d", "--data", "--data-ascii", "--data-raw", "--data-binary":
		c.data = append(c.data, take())
	case "--json":
		c.data, c.json = append(c.data, take()), true
	case "--data-urlencode":
		name, value, ok := strings.Cut(take(), "=")
		if !ok {
			name, value = "", name
		}
		c.data = append(c.data, strings.TrimPrefix(name+"="+url.QueryEscape(value), "="))
	case "-u", "--user":
		c.header("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(take())))
	case "-b", "--cookie":
		c.header("Cookie", take())
	case "-A", "--user-agent":
		c.header("User-Agent", take())
	case "-e", "--referer":
		c.header("Referer", take())
	case "-G", "--get":
		c.get = true
	case "-I", "--head":
		c.m.Method = "HEAD"
	default:
		return false
	}
	return true
}

func (c *curl) header(name, value string) {
	c.m.Headers = append(c.m.Headers, order.Header{Name: strings.TrimSpace(name), Value: strings.TrimSpace(value)})
}

// message completes what the flags say by what curl does by itself.
func (c *curl) message() *order.Message {
	m, joint := c.m, "&"
	if c.json {
		joint = ""
		c.header("Content-Type", "application/json")
	}
	data := strings.Join(c.data, joint)
	switch {
	case c.get && data != "":
		m.URL += "?" + data
	case c.data != nil:
		m.Body = []byte(data)
		m.Method = or(m.Method, "POST")
	}
	m.Method = or(m.Method, "GET")
	m.ContentType = contentTypeIn(m.Headers)
	if m.ContentType == "" && m.Body != nil {
		m.ContentType = "application/x-www-form-urlencoded"
	}
	if m.URL != "" && !strings.Contains(m.URL, "://") {
		m.URL = "http://" + m.URL
	}
	return m
}

func contentTypeIn(headers []order.Header) string {
	for _, h := range headers {
		if strings.EqualFold(h.Name, "Content-Type") {
			return h.Value
		}
	}
	return ""
}

// invoked reads Invoke-WebRequest and its like, as browsers copy them.
func invoked(text string) *order.Message {
	at := beginsInvoke.FindStringIndex(text)
	if at == nil {
		return &order.Message{}
	}
	m := &order.Message{Transport: "http", Method: "GET"}
	args := (&shell{in: strings.NewReplacer("@{", " @{ ", "}", " } ").Replace(guarded(text[at[1]:]))}).words()
	for i := 0; i < len(args); i++ {
		value := ""
		if i+1 < len(args) {
			value = unguarded(args[i+1])
		}
		switch strings.ToLower(args[i]) {
		case "-uri":
			m.URL = value
		case "-method":
			m.Method = strings.ToUpper(value)
		case "-contenttype":
			m.ContentType = value
		case "-useragent":
			m.Headers = append(m.Headers, order.Header{Name: "User-Agent", Value: value})
		case "-body":
			m.Body = []byte(value)
		case "-headers":
			i = psHeaders(m, args, i+2)
			continue
		default:
			if m.URL == "" && strings.Contains(args[i], "://") {
				m.URL = unguarded(args[i])
			}
			continue
		}
		i++
	}
	if m.ContentType == "" {
		m.ContentType = contentTypeIn(m.Headers)
	} else if contentTypeIn(m.Headers) == "" {
		m.Headers = append(m.Headers, order.Header{Name: "Content-Type", Value: m.ContentType})
	}
	return m
}

// guarded hides braces inside of quotes, so that only those of tables are cut off; unguarded shows them again.
func guarded(text string) string {
	var out strings.Builder
	quote := byte(0)
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case quote == '"' && c == '`' && i+1 < len(text):
			out.WriteByte(c)
			i++
			c = text[i]
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case c == quote:
			quote = 0
		case quote != 0 && c == '}':
			c = 1
		case quote != 0 && c == '@' && i+1 < len(text) && text[i+1] == '{':
			c = 2
		}
		out.WriteByte(c)
	}
	return out.String()
}

func unguarded(text string) string {
	return strings.NewReplacer("\x01", "}", "\x02", "@").Replace(text)
}

// psHeaders reads a table of headers up to its brace, and gives where that is.
func psHeaders(m *order.Message, args []string, from int) int {
	for i := from; i < len(args); i++ {
		if args[i] == "}" {
			return i
		}
		name, value, joined := strings.Cut(strings.TrimSuffix(args[i], ";"), "=")
		switch {
		case joined && value != "":
		case joined && i+1 < len(args):
			i++
			value = args[i]
		case i+2 < len(args) && args[i+1] == "=":
			i += 2
			value = args[i]
		default:
			continue
		}
		m.Headers = append(m.Headers, order.Header{Name: unguarded(name), Value: strings.TrimSuffix(unguarded(value), ";")})
	}
	return len(args)
}
