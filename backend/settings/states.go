package settings

import (
	"encoding/json"
	"os"
	"path/filepath"
)

const statesFile = "states.json"

// States are the addresses at which the state of an order can be asked for, by what they are. None kept are none.
func States(dir string) map[string]string {
	states := map[string]string{}
	if text, err := os.ReadFile(filepath.Join(dir, statesFile)); err == nil {
		_ = json.Unmarshal(text, &states) // what can't be read counts as none
	}
	return states
}

// KeepState keeps the address of one; "" forgets it.
func KeepState(dir, which, address string) error {
	states := States(dir)
	states[which] = address
	if address == "" {
		delete(states, which)
	}
	text, err := json.Marshal(states)
	if err != nil {
		return err
	}
	return keepFile(filepath.Join(dir, statesFile), text)
}
