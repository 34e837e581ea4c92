package cli

import (
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"ordertrail/backend/fault"
)

// flags are all commands with their flags. Values stay text here: the session reads them, so that its faults are ours.
type flags struct {
	Globals globals `embed:""`

	Sync      syncCommand      `cmd:"" help:"${help_sync}"`
	Source    sourceCommand    `cmd:"" help:"${help_sources}"`
	Import    importCommand    `cmd:"" help:"${help_import}"`
	Requests  requestsCommand  `cmd:"" help:"${help_requests}"`
	Postbacks postbacksCommand `cmd:"" help:"${help_postbacks}"`
	Search    searchCommand    `cmd:"" help:"${help_search_command}"`
	Show      showCommand      `cmd:"" help:"${help_show}"`
	Order     orderCommand     `cmd:"" help:"${help_order}"`
	Compare   compareCommand   `cmd:"" help:"${help_compare}"`
	Diagnose  diagnoseCommand  `cmd:"" help:"${help_diagnose}"`
	Attention attentionCommand `cmd:"" help:"${help_attention}"`
	Bookmark  bookmarkCommand  `cmd:"" help:"${help_bookmark}"`
	Note      noteCommand      `cmd:"" help:"${help_note}"`
	View      viewCommand      `cmd:"" help:"${help_view}"`
	Coverage  coverageCommand  `cmd:"" help:"${help_coverage}"`
	Check     checkCommand     `cmd:"" help:"${help_check}"`
	Export    exportCommand    `cmd:"" help:"${help_export}"`
	Masking   maskingCommand   `cmd:"" help:"${help_masking}"`
	Erase     eraseCommand     `cmd:"" help:"${help_erase}"`
	Demo      demoCommand      `cmd:"" help:"${help_demo}"`
	Serve     serveCommand     `cmd:"" help:"${help_serve}"`
	Version   versionCommand   `cmd:"" help:"${help_version}"`
}

type globals struct {
	Data  string `placeholder:"DIR" help:"${help_data}"`
	JSON  bool   `name:"json" help:"${help_json}"`
	Lang  string `placeholder:"en|sv" help:"${help_lang}"`
	TZ    string `name:"tz" placeholder:"ZONE" help:"${help_tz}"`
	Now   string `placeholder:"RFC3339" help:"${help_now}"`
	Quiet bool   `help:"${help_quiet}"`
}

// parse reads the arguments; no command and no error means that help was given.
func (s *session) parse() (command, error) {
	s.flags.Globals.JSON = given(s.env.Args, "--json") // known before the rest is understood, or not
	helped := false
	parser, err := kong.New(s.flags, kong.Name("ordertrail"), s.helpTexts(), kong.Exit(func(int) { helped = true }),
		kong.Writers(s.env.Stdout, s.env.Stderr), kong.Help(s.help))
	if err != nil {
		return nil, err
	}
	if err := s.unknown(parser.Model.Node); err != nil {
		return nil, err
	}
	parsed, err := parser.Parse(s.env.Args)
	if helped {
		return nil, nil
	}
	if err != nil {
		return nil, misunderstood(firstWord(s.env.Args, parser.Model.Node), err)
	}
	if err := s.settle(); err != nil {
		return nil, err
	}
	return parsed.Selected().Target.Addr().Interface().(command), nil
}

// misunderstood is an error of the parser as a usage error, unless it carries a fault of ours.
func misunderstood(cmd string, err error) error {
	if fault.Of(err).Code != fault.Internal {
		return err
	}
	return fault.New(fault.Invalid, "flag", fault.Params{"says": err.Error(), "command": cmd}, err)
}

// unknown finds a command or a flag that does not exist.
func (s *session) unknown(root *kong.Node) error {
	word := firstWord(s.env.Args, root)
	at := slices.IndexFunc(root.Children, func(n *kong.Node) bool { return n.Name == word })
	wantsHelp := given(s.env.Args, "--help") || given(s.env.Args, "-h")
	switch {
	case at < 0 && word == "" && !wantsHelp:
		return fault.New(fault.Invalid, "no_command", fault.Params{"commands": names(root)}, nil)
	case at < 0 && word != "":
		return fault.New(fault.Invalid, "command", fault.Params{"value": word, "commands": names(root)}, nil)
	}
	known := root.Flags
	if at >= 0 {
		known = append(slices.Clone(known), root.Children[at].Flags...)
	}
	return checkFlags(s.env.Args, known, word)
}

// checkFlags finds a flag that the command does not have, and one without its value.
func checkFlags(args []string, known []*kong.Flag, command string) error {
	for i, arg := range args {
		if arg == "--" {
			break
		}
		name, _, joined := strings.Cut(arg, "=")
		if !strings.HasPrefix(name, "--") {
			continue
		}
		at := slices.IndexFunc(known, func(f *kong.Flag) bool { return "--"+f.Name == name })
		if at < 0 {
			return fault.New(fault.Invalid, "unknown_flag", fault.Params{"flag": name, "command": command}, nil)
		}
		last := i+1 == len(args) || strings.HasPrefix(args[i+1], "--")
		if last && !joined && !known[at].IsBool() {
			return fault.New(fault.Invalid, "flag_value", fault.Params{"flag": name, "wants": known[at].PlaceHolder}, nil)
		}
	}
	return nil
}

func names(root *kong.Node) string {
	var list []string
	for _, child := range root.Children {
		list = append(list, child.Name)
	}
	return strings.Join(list, ", ")
}

// firstWord is the first argument that is neither a flag nor the value of one: the command.
func firstWord(args []string, root *kong.Node) string {
	for i := 0; i < len(args); i++ {
		if !strings.HasPrefix(args[i], "-") {
			return args[i]
		}
		for _, f := range root.Flags {
			if args[i] == "--"+f.Name && !f.IsBool() {
				i++
				break
			}
		}
	}
	return ""
}

func given(args []string, name string) bool {
	value, ok := givenValue(args, name)
	return ok && value != "false"
}

// givenValue finds a flag before the arguments are parsed: what it says of language and form holds for parse errors too.
func givenValue(args []string, name string) (value string, ok bool) {
	for i, arg := range args {
		if arg == "--" {
			break
		}
		if arg == name && i+1 < len(args) {
			value, ok = args[i+1], true
		} else if arg == name {
			value, ok = "", true
		} else if joined, found := strings.CutPrefix(arg, name+"="); found {
			value, ok = joined, true
		}
	}
	return value, ok
}
