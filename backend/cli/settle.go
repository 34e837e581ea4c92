package cli

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // --tz works on machines without a zone database

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// settle reads the flags that all commands have.
func (s *session) settle() error {
	g := s.flags.Globals
	if g.Lang != "" && !slices.Contains(fault.Languages, g.Lang) {
		return fault.New(fault.Invalid, "lang", fault.Params{"value": g.Lang, "allowed": strings.Join(fault.Languages, ", ")}, nil)
	}
	if g.TZ != "" {
		zone, err := time.LoadLocation(g.TZ)
		if err != nil {
			return fault.New(fault.Invalid, "zone", fault.Params{"value": g.TZ}, err)
		}
		s.zone = zone
	}
	if g.Now != "" {
		at, err := order.ParseMillis(g.Now)
		if err != nil {
			return fault.New(fault.Invalid, "now", fault.Params{"value": g.Now}, err)
		}
		s.now = func() order.Millis { return at }
	}
	return s.settleData()
}

// settleData makes the data folder's path whole, so that it means the same wherever it is used.
func (s *session) settleData() error {
	g := &s.flags.Globals
	if g.Data == "" {
		return nil
	}
	whole, err := filepath.Abs(g.Data)
	if err != nil {
		return fault.New(fault.Invalid, "data_dir", fault.Params{"dir": g.Data}, err)
	}
	g.Data = whole
	return nil
}

// number reads a whole number within bounds.
func number(flag, value string, least, most int) (int, error) {
	n, err := strconv.Atoi(value)
	if err != nil || n < least || n > most {
		return 0, fault.New(fault.Invalid, "number", fault.Params{"flag": flag, "value": value, "least": least, "most": most}, err)
	}
	return n, nil
}

// choose reads values of a closed set.
func choose[T ~string](flag string, given []string, all []T) ([]T, error) {
	var chosen []T
	for _, value := range given {
		value = strings.TrimSpace(value)
		if !slices.Contains(all, T(value)) {
			return nil, fault.New(fault.Invalid, "value", fault.Params{"flag": flag, "value": value, "allowed": joined(all)}, nil)
		}
		chosen = append(chosen, T(value))
	}
	return chosen, nil
}

func joined[T ~string](all []T) string {
	list := make([]string, len(all))
	for i, each := range all {
		list[i] = string(each)
	}
	return strings.Join(list, ", ")
}

// missing says that a command lacks an argument.
func missing(command, wants string) error {
	return fault.New(fault.Invalid, "missing", fault.Params{"command": command, "wants": wants}, nil)
}
