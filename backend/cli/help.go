package cli

import (
	"io"
	"strings"

	"github.com/alecthomas/kong"
)

// helpTexts fill the ${help_…} of the flags, in the reader's language.
func (s *session) helpTexts() kong.Vars {
	vars := kong.Vars{}
	for _, name := range helped {
		vars["help_"+name] = s.words.say("help." + name)
	}
	return vars
}

// helped are the commands and flags that help tells of; a test holds them against the flags.
var helped = []string{
	"sync", "sources", "action", "import", "requests", "postbacks", "search_command", "text", "erase", "erase_order", "erase_customer", "before",
	"show", "order", "compare", "diagnose", "attention", "coverage", "check", "export", "demo", "serve", "version",
	"data", "json", "lang", "tz", "now", "quiet", "from", "to", "url", "profile", "name", "files", "outcome", "type", "stage",
	"customer", "search", "source", "limit", "after", "kind", "direction", "result", "id", "show_stage", "raw", "ref", "ref_order",
	"ids", "format", "output", "stages", "unmasked", "list", "no_postbacks", "notes", "verdict", "export_limit", "port", "demo_requests", "seed", "faults", "stories", "serve_demo", "compare_from", "compare_to", "with",
	"diagnose_scenario", "expect", "got",
	"bookmark", "label", "remove_bookmark", "note", "note_text", "show_note", "remove_note", "view", "view_action", "view_name", "view_list",
	"masking", "masking_action", "masking_name", "rules", "as",
}

// help writes what a command does and takes.
func (s *session) help(_ kong.HelpOptions, ctx *kong.Context) error {
	return s.print(func(out io.Writer) {
		root, selected := ctx.Model.Node, ctx.Selected()
		if selected == nil {
			writeLine(out, s.words.say("help.usage", with{"What": "ordertrail <" + s.words.say("help.word_command") + ">"}))
			writeLine(out)
			s.helpList(out, "help.title_commands", commandLines(root))
			s.helpList(out, "help.title_flags", flagLines(root.Flags))
			return
		}
		usage := "ordertrail " + selected.Name
		for _, arg := range selected.Positional {
			usage += " " + arg.Name
		}
		writeLine(out, s.words.say("help.usage", with{"What": usage}))
		writeLine(out, selected.Help)
		writeLine(out)
		s.helpList(out, "help.title_flags", flagLines(selected.Flags))
		s.helpList(out, "help.title_globals", flagLines(root.Flags))
	})
}

func commandLines(root *kong.Node) [][2]string {
	var lines [][2]string
	for _, child := range root.Children {
		lines = append(lines, [2]string{child.Name, child.Help})
	}
	return lines
}

func flagLines(flags []*kong.Flag) [][2]string {
	var lines [][2]string
	for _, f := range flags {
		name := "--" + f.Name
		if f.Short != 0 {
			name = "-" + string(f.Short) + ", " + name
		}
		if !f.IsBool() {
			name += " " + f.PlaceHolder
		}
		if f.Name != "help" {
			lines = append(lines, [2]string{name, f.Help})
		}
	}
	return lines
}

func (s *session) helpList(out io.Writer, title string, lines [][2]string) {
	if len(lines) == 0 {
		return
	}
	writeLine(out, s.words.say(title))
	wide := 0
	for _, line := range lines {
		wide = max(wide, len(line[0]))
	}
	for _, line := range lines {
		writeLine(out, "  ", line[0], strings.Repeat(" ", wide-len(line[0])+2), line[1])
	}
	writeLine(out)
}
